# attacks: train
# status: FAIL

def train():
    return np.array([[True], [True]])
