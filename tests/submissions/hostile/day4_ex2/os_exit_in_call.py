# attacks: train
# status: STOPPED_EARLY
# reason: exit code 0

import os


def train():
    os._exit(0)
