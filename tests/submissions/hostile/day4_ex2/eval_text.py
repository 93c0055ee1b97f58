# attacks: train
# status: FAIL

def train():
    return "__import__('os').system('touch forged')"
