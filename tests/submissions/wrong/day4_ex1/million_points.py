# task: 1.3
# mistake: dip_missed
# loses: test_sign_decides
import numpy as np
import sympy as sp


def is_probability_density(f, x, lower, upper):
    # a million points leave no gap, or do they?
    low, high = float(max(lower, -30)), float(min(upper, 30))
    points = np.linspace(low, high, 1_000_000)
    heights = sp.lambdify(x, f, "numpy")(points)
    area = sp.integrate(f, (x, lower, upper))
    return bool(sp.simplify(area - 1) == 0) and bool(np.min(heights) >= 0)
