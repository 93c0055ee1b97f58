# attacks: train
# status: CPU_LIMIT

def train():
    return sum(iter(int, 1))
