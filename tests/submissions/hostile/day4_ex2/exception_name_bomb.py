# attacks: train
# status: SUBMISSION_ERROR
# reason: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx

def train():
    raise type("x" * 10**6, (Exception,), {})
