# attacks: train
# status: TIMEOUT

import ctypes
import time


def train():
    ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
    time.sleep(3600)
