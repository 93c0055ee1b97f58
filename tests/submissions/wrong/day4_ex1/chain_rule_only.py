# task: 1.1
# mistake: chain_rule_only
# loses: test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    # divide each exponential by the inner derivative
    return f.replace(sp.exp, lambda u: sp.exp(u) / sp.diff(u, x))
