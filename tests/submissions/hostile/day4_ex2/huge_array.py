# attacks: train
# status: FAIL
# reason: wrong_type
# says: type ndarray

def train():
    return np.zeros((2048, 2048))
