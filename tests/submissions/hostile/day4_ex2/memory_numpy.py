# attacks: train
# status: MEMORY_LIMIT

def train():
    return np.ones((10**5, 10**5))
