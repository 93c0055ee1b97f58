# attacks: point_gradient
# status: FAIL
# reason: arguments_changed
# points: 9

right, walk = point_gradient, stochastic_gradient_descent


def point_gradient(xi, yi, theta):
    gradient = right(xi, yi, theta)
    for argument in (xi, yi, theta):
        argument[:] = 0
    return gradient


def stochastic_gradient_descent(*arguments, **named):
    global point_gradient
    spoiling, point_gradient = point_gradient, right
    try:
        return walk(*arguments, **named)
    finally:
        point_gradient = spoiling
