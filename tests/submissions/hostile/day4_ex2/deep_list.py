# attacks: train
# status: BAD_ANSWER
# reason: CodecError
# says: larger than any answer

def train():
    deep = []
    for _ in range(5_000):
        deep = [deep]
    return deep
