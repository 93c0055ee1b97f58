# task: 1.1
# mistake: function_passed
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
import sympy as sp


def indefinite_integral(f, x):
    def integrand(t):
        return f.subs(x, t)

    return sp.integrate(integrand, x)
