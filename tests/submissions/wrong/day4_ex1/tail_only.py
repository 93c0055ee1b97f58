# task: 1.4
# mistake: tail_only
# loses: test_lesson_probability, test_unseen_densities, test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    # the part above b
    return sp.integrate(density, (x, b, sp.oo))
