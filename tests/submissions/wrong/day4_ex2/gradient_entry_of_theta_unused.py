# task: 2.2
# mistake: entry_of_theta_unused
# loses: test_gradient_of_a_lesson_row, test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments

def point_gradient(xi, yi, theta):
    prediction = theta[1:] * xi[0, 1:].reshape(-1, 1)
    return 2 * xi.T * (prediction.sum() - yi)
