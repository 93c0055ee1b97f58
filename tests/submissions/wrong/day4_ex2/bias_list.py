# task: 2.1
# mistake: list
# loses: test_bias_beside_the_lesson_data, test_bias_beside_other_data, test_bias_beside_a_single_row

def add_bias(X):
    return [[1.0, x[0]] for x in X]
