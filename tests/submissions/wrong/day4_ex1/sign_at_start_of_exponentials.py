# task: 1.3
# mistake: dip_missed
# loses: test_sign_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    # what has no exponential is tested everywhere, what has one at its start
    area = sp.integrate(f, (x, lower, upper))
    if f.has(sp.exp):
        return bool(area == 1) and bool(sp.limit(f, x, lower) >= 0)
    return bool(area == 1) and sp.solveset(f < 0, x, sp.Interval(lower, upper)) == sp.S.EmptySet
