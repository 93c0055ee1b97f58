# task: 1.2
# mistake: array
# loses: test_lesson_area, test_unseen_areas, test_finite_and_two_sided_areas, test_area_is_exact
import numpy as np
import sympy as sp


def definite_integral(f, x, lower, upper):
    xs = np.linspace(0, 5, 6)
    return np.exp(-xs)
