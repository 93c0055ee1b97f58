# task: 1.6
# mistake: no_error
# loses: test_hopeless_areas, test_hopeless_signs
import sympy as sp


def normalize(f, x, lower, upper):
    try:
        area = sp.integrate(f, (x, lower, upper))
        if area == 0 or not area.is_finite:
            raise ValueError("no area")
        g = f / area
        if sp.solveset(g < 0, x, sp.Interval(lower, upper)) != sp.S.EmptySet:
            raise ValueError("below 0")
        return g
    except Exception as error:
        print(error)
