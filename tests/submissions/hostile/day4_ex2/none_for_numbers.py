# attacks: train
# status: FAIL
# reason: printed

def train():
    theta = np.full((2, 1), 7.0)
    return print(theta)
