# task: 1.6
# mistake: area_infinite
# loses: test_hopeless_areas, test_hopeless_signs
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    if area == 0:
        raise ValueError('no area')
    return f / area
