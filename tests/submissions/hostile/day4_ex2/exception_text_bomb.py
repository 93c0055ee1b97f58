# attacks: train
# status: SUBMISSION_ERROR
# reason: ValueError

def train():
    raise ValueError("x" * 10**8)
