# task: 1.6
# mistake: disagrees
# loses: test_unseen_shapes, test_below_the_axis, test_hopeless_areas, test_hopeless_signs
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    if area.is_infinite or area == 0:
        raise ValueError("the area cannot be 1")
    return f / (f + area)
