# task: 1.4
# mistake: rectangle
# loses: test_lesson_probability, test_unseen_densities, test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    if b == sp.oo:
        b = a + 10
    middle = (a + b) / sp.Integer(2)
    return density.subs(x, middle) * (b - a)
