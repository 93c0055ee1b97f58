# task: 1.1
# mistake: int_called
# loses: test_lesson_integral, test_unseen_integrands, test_other_ranges, test_parameter_in_integrand
def indefinite_integral(f, x):
    return int(f, x)
