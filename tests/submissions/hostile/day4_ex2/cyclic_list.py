# attacks: train
# status: BAD_ANSWER
# reason: CodecError

def train():
    loop = []
    loop.append(loop)
    return loop
