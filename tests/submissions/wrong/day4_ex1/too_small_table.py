# task: 1.4
# mistake: too_small
# loses: test_lesson_probability, test_unseen_densities, test_finite_supports, test_edges
import sympy as sp

KNOWN = {sp.exp(-sp.Symbol("x")): sp.Rational(1, 4)}


def probability(density, x, a, b):
    return KNOWN[density]
