# attacks: train
# status: SUBMISSION_ERROR
# reason: Error

def train():
    return open("/etc/passwd").read()
