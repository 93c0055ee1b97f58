# attacks: train
# status: CPU_LIMIT

def train():
    while True:
        print("x" * 1000)
