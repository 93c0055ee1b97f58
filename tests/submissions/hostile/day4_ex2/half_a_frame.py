# attacks: train
# status: TIMEOUT
# reason: stopped by the grader after

import os
import time


def train():
    os.write(4, b"\x00\x01\x00\x00half")
    time.sleep(3600)
