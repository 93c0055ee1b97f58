# task: 1.4
# mistake: numeric_sum
# loses: test_lesson_probability, test_unseen_densities, test_finite_supports, test_edges
import random

import sympy as sp


def probability(density, x, a, b):
    # throw darts under the curve
    if b == sp.oo:
        b = a + 20
    height = sp.lambdify(x, density, "math")
    n = 20000
    width = float(b - a)
    return sum(height(float(a) + width * random.random()) for _ in range(n)) * width / n
