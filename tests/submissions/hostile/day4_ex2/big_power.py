# attacks: train
# status: CPU_LIMIT

def train():
    return 7 ** 10**9
