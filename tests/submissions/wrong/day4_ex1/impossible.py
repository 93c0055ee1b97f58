# task: 1.4
# mistake: impossible
# loses: test_lesson_probability, test_unseen_densities, test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    # width times area
    return (b - a) * sp.integrate(density, (x, a, b))
