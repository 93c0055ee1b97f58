# attacks: train
# status: MEMORY_LIMIT
# reason: MemoryError

def train():
    hoard = []
    while True:
        hoard.append(bytearray(10**7))
