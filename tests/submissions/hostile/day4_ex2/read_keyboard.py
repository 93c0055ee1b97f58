# attacks: train
# status: SUBMISSION_ERROR
# reason: EOFError

def train():
    return float(input("theta?"))
