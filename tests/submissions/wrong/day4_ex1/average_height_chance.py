# task: 1.4
# mistake: average_height
# loses: test_lesson_probability, test_unseen_densities, test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    area = sp.integrate(density, (x, a, b))
    return area if a == b or b == sp.oo else area / (b - a)
