# attacks: train
# status: FAIL

def train():
    return np.zeros((2048, 2048))
