# task: 1.6
# mistake: zero_returned
# loses: test_unseen_shapes, test_below_the_axis, test_hopeless_signs
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    if area == 0 or not area.is_finite:
        raise ValueError("the area is 0 or infinite")
    start = lower if lower != -sp.oo else upper
    sign = sp.sign(sp.limit(f, x, start))
    return sign * f / sp.Abs(area)
