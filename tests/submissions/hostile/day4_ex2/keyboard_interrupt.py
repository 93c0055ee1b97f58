# attacks: train
# status: STOPPED_EARLY
# reason: exit code 70

def train():
    raise KeyboardInterrupt
