# task: 1.4
# mistake: heights_subtracted
# loses: test_lesson_probability, test_unseen_densities, test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    # f(b) - f(a)
    return sp.limit(density, x, b) - sp.limit(density, x, a)
