# task: 1.2
# mistake: whole_number
# loses: test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    return int(sp.integrate(f, (x, lower, upper)).subs({s: 1 for s in f.free_symbols - {x}}))
