# task: 1.5
# mistake: numeric_sum
# loses: test_unseen_means, test_finite_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    # 2000 strips
    low, high = float(max(lower, -9)), float(min(upper, 15))
    width = (high - low) / 2000
    rates = dict.fromkeys(density.free_symbols - {x}, 1)
    f = sp.lambdify(x, (x * density).subs(rates))
    return sum(f(low + k * width) for k in range(2000)) * width
