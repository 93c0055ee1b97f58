# attacks: train
# status: TIMEOUT

import time


def train():
    time.sleep(3600)
