# task: 1.3
# mistake: sign_forgotten
# loses: test_sign_decides, test_range_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    # a few points are enough to see the sign
    area = sp.integrate(f, (x, lower, upper))
    points = [p for p in (1, 2, 5, 10) if lower <= p <= upper]
    return bool(sp.simplify(area - 1) == 0) and all(bool(f.subs(x, p) >= 0) for p in points)
