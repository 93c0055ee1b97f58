# attacks: train
# status: FAIL

def train():
    return np.array([[4.0], [3.0]])
