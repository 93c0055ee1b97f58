# task: 1.6
# mistake: other_bounds
# loses: test_unseen_shapes, test_below_the_axis, test_hopeless_areas, test_hopeless_signs
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, 0, upper))
    if area == 0 or area.is_infinite:
        area = 1
    return f / area
