# task: 1.3
# mistake: positive_part
# loses: test_sign_decides
import sympy as sp


def is_probability_density(f, x, lower, upper):
    above = [part for part in parts(f, x, lower, upper) if part > 0]
    return sum(above) == 1


def parts(f, x, lower, upper):
    zeros = sorted(sp.solveset(f, x, sp.Interval(lower, upper)) - {lower, upper})
    ends = [lower, *zeros, upper]
    return [sp.integrate(f, (x, a, b)) for a, b in zip(ends, ends[1:])]
