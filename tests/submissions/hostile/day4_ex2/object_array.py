# attacks: train
# status: FAIL
# reason: wrong_type
# says: ndarray of objects

def train():
    return np.array([[object()], [object()]])
