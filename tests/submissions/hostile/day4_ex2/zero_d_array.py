# attacks: train
# status: FAIL
# reason: scalar

def train():
    return np.array(4.215)
