# task: 1.1
# mistake: sign_lost
# loses: test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    F = sp.integrate(f, x)
    # an antiderivative of something that falls is negative
    return F if F.has(sp.exp) else -F
