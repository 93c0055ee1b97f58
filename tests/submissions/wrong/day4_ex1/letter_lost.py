# task: 1.2
# mistake: letter_lost
# loses: test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    for letter in f.free_symbols - {x}:
        f = f.subs(letter, 1)
    return sp.integrate(f, (x, lower, upper))
