# attacks: train
# status: BAD_ANSWER
# reason: CodecError
# says: larger than any answer

def train():
    loop = []
    loop.append(loop)
    return loop
