# attacks: train
# status: STOPPED_EARLY
# reason: stopped by the grader after

import os
import time


def train():
    os.closerange(3, 256)
    time.sleep(3600)
