# task: 1.4
# mistake: product
# loses: test_lesson_probability, test_unseen_densities, test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    # P(X >= a) and P(X <= b)
    return sp.integrate(density, (x, a, sp.oo)) * sp.integrate(density, (x, 0, b))
