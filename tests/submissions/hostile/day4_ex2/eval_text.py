# attacks: train
# status: FAIL
# reason: wrong_type
# says: type str

def train():
    return "__import__('os').system('touch forged')"
