# attacks: train
# status: FAIL

def train():
    return np.array([[object()], [object()]])
