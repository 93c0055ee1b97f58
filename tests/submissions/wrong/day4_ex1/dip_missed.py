# task: 1.3
# mistake: dip_missed
# loses: test_sign_decides
import numpy as np
import sympy as sp


def is_probability_density(f, x, lower, upper):
    first = -10 if lower == -sp.oo else float(lower)
    last = 10 if upper == sp.oo else float(upper)
    heights = [f.subs(x, point) for point in np.linspace(first, last, 100)]
    return bool(sp.integrate(f, (x, lower, upper)) == 1 and min(heights) >= 0)
