# attacks: train
# status: MEMORY_LIMIT
# reason: MemoryError

def train():
    return np.ones((10**5, 10**5))
