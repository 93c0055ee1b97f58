# attacks: train
# status: TIMEOUT
# reason: stopped by the grader after

import time


def train():
    until = time.process_time() + 0.5
    while time.process_time() < until:
        pass
    time.sleep(3600)
