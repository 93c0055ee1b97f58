# attacks: train
# status: SUBMISSION_ERROR
# reason: ModuleNotFoundError

def train():
    from scipy_that_is_not_there import optimize

    return optimize
