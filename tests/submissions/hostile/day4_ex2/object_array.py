# attacks: train
# status: FAIL
# reason: not_numbers
# says: An array of object

def train():
    return np.array([[object()], [object()]])
