# attacks: train
# status: FAIL

def train():
    return [0.0] * 3_000_000
