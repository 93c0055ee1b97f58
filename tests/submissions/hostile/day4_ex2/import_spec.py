# attacks: train
# status: SUBMISSION_ERROR
# reason: NameError
# says: line

import autograder.test_day4_ex2 as spec


def train():
    return spec.trained
