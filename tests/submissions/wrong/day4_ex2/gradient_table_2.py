# task: 2.2
# mistake: entrywise
# loses: test_gradient_of_a_lesson_row, test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments

def point_gradient(xi, yi, theta):
    return 2 * xi.T @ (xi * theta.T - yi)
