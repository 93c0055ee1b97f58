# task: 1.4
# mistake: symbols_left
# loses: test_lesson_probability, test_unseen_densities, test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    t = sp.Symbol("t")
    return sp.integrate(density.subs(x, t), (t, a, x + b))
