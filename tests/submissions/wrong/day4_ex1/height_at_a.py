# task: 1.4
# mistake: height_not_area
# loses: test_lesson_probability, test_unseen_densities, test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    return sp.limit(density, x, a)
