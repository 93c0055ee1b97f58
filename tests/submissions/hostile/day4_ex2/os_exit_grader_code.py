# attacks: train
# status: STOPPED_EARLY
# reason: exit code 70

import os


def train():
    os._exit(70)
