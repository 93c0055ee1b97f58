# attacks: train
# status: FAIL
# reason: diverged

def train():
    return np.full((2, 1), np.inf)
