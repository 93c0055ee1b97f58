# task: 2.1
# mistake: added
# loses: test_bias_beside_the_lesson_data, test_bias_beside_other_data, test_bias_beside_a_single_row

def add_bias(X):
    return X + 1
