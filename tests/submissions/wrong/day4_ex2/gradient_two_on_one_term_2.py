# task: 2.2
# mistake: two_on_one_term
# loses: test_gradient_of_a_lesson_row, test_gradient_of_other_rows, test_gradient_of_any_width, test_gradient_leaves_its_arguments

def point_gradient(xi, yi, theta):
    # the brackets multiplied out
    return xi.T @ xi @ theta - 2 * xi.T @ yi
