# task: 1.4
# mistake: areas_added
# loses: test_lesson_probability, test_unseen_densities, test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    up_to_a = sp.integrate(density, (x, 0, a))
    up_to_b = sp.integrate(density, (x, 0, b))
    return up_to_a + up_to_b
