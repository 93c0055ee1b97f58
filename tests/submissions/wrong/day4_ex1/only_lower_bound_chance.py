# task: 1.4
# mistake: only_lower_bound
# loses: test_lesson_probability, test_unseen_densities, test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    F = sp.integrate(density, x)
    return sp.limit(F, x, a)
