# task: 2.2
# mistake: scaled
# loses: test_gradient_of_a_lesson_row, test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments

def point_gradient(xi, yi, theta):
    m = 100
    return 2 / m * xi.T @ (xi @ theta - yi)
