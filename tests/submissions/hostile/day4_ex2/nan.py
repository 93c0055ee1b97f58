# attacks: train
# status: FAIL

def train():
    return np.full((2, 1), np.nan)
