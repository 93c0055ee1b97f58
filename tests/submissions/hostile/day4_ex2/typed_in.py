# attacks: train
# status: FAIL
# reason: typed_in
# points: 2

def train():
    return np.array([[4.0], [3.0]])
