# attacks: train
# status: FAIL
# reason: typed_in

def train():
    return np.array([[4.0], [3.0]])
