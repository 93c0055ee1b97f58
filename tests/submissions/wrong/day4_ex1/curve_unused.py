# task: 1.4
# mistake: curve_unused
# loses: test_lesson_probability, test_unseen_densities, test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    return sp.Rational(1, 3)
