# attacks: train
# status: SUBMISSION_ERROR
# reason: xxxx

def train():
    raise type("x" * 10**6, (Exception,), {})
