# task: 2.2
# mistake: rate_unknown
# loses: test_gradient_of_a_lesson_row, test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments


def point_gradient(xi, yi, theta):
    return learning_rate * 2 * xi.T @ (xi @ theta - yi)
