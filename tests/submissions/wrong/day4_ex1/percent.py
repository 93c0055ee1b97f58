# task: 1.4
# mistake: off_by_factor
# loses: test_lesson_probability, test_unseen_densities, test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    # in percent
    return 100 * sp.integrate(density, (x, a, b))
