# task: 1.2
# mistake: absolute_integrand
# loses: test_finite_and_two_sided_areas
import sympy as sp


def definite_integral(f, x, lower, upper):
    # an area is never negative
    t = sp.Symbol("t", real=True)
    zeros = sp.solveset(f, x, sp.Interval(lower, upper))
    if not isinstance(zeros, sp.FiniteSet):
        return sp.integrate(f, (x, lower, upper))
    cuts = [lower, *sorted(zeros), upper]
    return sum(sp.Abs(sp.integrate(f, (x, a, b))) for a, b in zip(cuts, cuts[1:]))
