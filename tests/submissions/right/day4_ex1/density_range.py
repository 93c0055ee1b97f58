# task: 1.3
import sympy as sp
from sympy.calculus.util import function_range


def is_probability_density(f, x, lower, upper):
    heights = function_range(f, x, sp.Interval(lower, upper))
    return bool(heights.inf >= 0) and sp.simplify(sp.integrate(f, (x, lower, upper))) == 1
