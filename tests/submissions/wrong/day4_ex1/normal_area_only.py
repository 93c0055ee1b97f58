# task: 1.6
# mistake: sign_forgotten
# loses: test_hopeless_signs
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    if area == 0 or area.is_infinite:
        raise ValueError('no area')
    return f / area
