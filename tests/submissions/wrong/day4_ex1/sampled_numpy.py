# task: 1.3
# mistake: array
# loses: test_lesson_density, test_area_decides, test_sign_decides, test_range_decides
import numpy as np
import sympy as sp


def is_probability_density(f, x, lower, upper):
    # f at many points
    xs = np.linspace(0, 10, 101)
    return sp.lambdify(x, f, "numpy")(xs) >= 0
