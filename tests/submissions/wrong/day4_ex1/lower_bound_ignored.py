# task: 1.4
# mistake: lower_bound_zero
# loses: test_lesson_probability, test_unseen_densities, test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    # the distribution function at b
    return sp.integrate(density, (x, 0, b))
