# attacks: train
# status: FAIL
# reason: list

def train():
    return [0.0] * 3_000_000
