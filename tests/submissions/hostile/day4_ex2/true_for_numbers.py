# attacks: train
# status: FAIL
# reason: not_numbers

def train():
    return np.array([[True], [True]])
