# task: 1.4
# mistake: lower_bound_x
# loses: test_lesson_probability, test_unseen_densities, test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    # from x up to b
    return sp.integrate(density, (x, x, b))
