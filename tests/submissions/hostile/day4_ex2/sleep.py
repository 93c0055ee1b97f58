# attacks: train
# status: TIMEOUT
# reason: stopped by the grader after

import time


def train():
    time.sleep(3600)
