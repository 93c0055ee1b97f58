# attacks: train
# status: TIMEOUT
# reason: stopped by the grader after

import ctypes
import time


def train():
    ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
    time.sleep(3600)
