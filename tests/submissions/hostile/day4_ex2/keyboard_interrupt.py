# attacks: train
# status: STOPPED_EARLY
# reason: exit code

def train():
    raise KeyboardInterrupt
