# task: 1.4
# mistake: zero
# loses: test_lesson_probability, test_unseen_densities, test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    # a single value has probability zero
    return 0
