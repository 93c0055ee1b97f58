# task: 2.2
# mistake: over_n
# loses: test_gradient_of_a_lesson_row, test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments

def point_gradient(xi, yi, theta):
    n = len(theta)
    return 1 / n * xi.T @ (xi @ theta - yi)
