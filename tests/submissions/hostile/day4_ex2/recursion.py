# attacks: train
# status: SUBMISSION_ERROR
# reason: RecursionError

def train():
    return train()
