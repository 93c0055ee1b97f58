# task: 1.4
# mistake: letter_lost
# loses: test_edges
import sympy as sp


def probability(density, x, a, b):
    for letter in density.free_symbols - {x}:
        density = density.subs(letter, 1)
    return sp.integrate(density, (x, a, b))
