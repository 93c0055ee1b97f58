# task: 1.2
# mistake: mean_integrand
# loses: test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    # the mean
    return sp.integrate(x * f, (x, lower, upper)) * 1
