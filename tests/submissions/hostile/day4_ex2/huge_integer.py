# attacks: train
# status: FAIL

def train():
    return 1 << 10**6
