# task: 2.2
# mistake: step_returned
# loses: test_gradient_of_a_lesson_row, test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments

learning_rate = 0.1


def point_gradient(xi, yi, theta):
    theta = theta - learning_rate * xi.T @ (xi @ theta - yi)
    return theta
