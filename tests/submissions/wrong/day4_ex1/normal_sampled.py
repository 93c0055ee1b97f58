# task: 1.6
# mistake: dip_missed
# loses: test_hopeless_signs
import sympy as sp


def normalize(f, x, lower, upper):
    area = sp.integrate(f, (x, lower, upper))
    if area == 0 or area.is_infinite:
        raise ValueError('no area')
    g = f / area
    start, end = max(lower, -8), min(upper, max(lower, -8) + 8)
    for k in range(101):
        if g.subs(x, start + (end - start) * k / 100) < 0:
            raise ValueError('negative')
    return g
