# task: 1.2
# mistake: nearly_exact
# loses: test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    # make the number exact again
    letters = f.free_symbols - {x}
    area = sp.integrate(f, (x, lower, upper))
    return area if letters else sp.Rational(str(float(area)))
