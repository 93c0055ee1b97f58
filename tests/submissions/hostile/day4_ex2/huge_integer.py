# attacks: train
# status: FAIL
# reason: wrong_type
# says: type int

def train():
    return 1 << 10**6
