# task: 1.6
# mistake: number_returned
# loses: test_unseen_shapes, test_below_the_axis, test_hopeless_areas, test_hopeless_signs
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    if area == 0 or not area.is_finite:
        raise ValueError("the area is 0 or infinite")
    return (f / area).subs(x, (lower if lower.is_finite else upper) + sp.Rational(1, 3))
