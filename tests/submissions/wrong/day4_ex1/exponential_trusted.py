# task: 1.3
# mistake: sign_forgotten
# loses: test_sign_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    if f.has(sp.exp):
        return bool(area == 1)
    negative = sp.solveset(f < 0, x, sp.Interval(lower, upper))
    return bool(area == 1) and negative == sp.S.EmptySet
