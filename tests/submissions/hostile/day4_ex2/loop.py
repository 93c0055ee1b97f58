# attacks: train
# status: CPU_LIMIT

def train():
    while True:
        pass
