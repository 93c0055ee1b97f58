# task: 1.2
# mistake: numeric_sum
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import sympy as sp


def definite_integral(f, x, lower, upper):
    # thin strips
    if upper == sp.oo:
        upper = lower + 20
    if lower == -sp.oo:
        lower = upper - 20
    n = 200
    width = float(upper - lower) / n
    height = sp.lambdify(x, f, "math")
    return sum(height(float(lower) + i * width) for i in range(n)) * width
