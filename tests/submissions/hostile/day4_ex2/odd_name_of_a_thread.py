# attacks: train
# status: TIMEOUT
# reason: stopped by the grader after

import ctypes
import time


def train():
    """The kernel lists threads by names that need not be text."""
    ctypes.CDLL(None).prctl(15, b"\xff) R \n", 0, 0, 0)
    until = time.process_time() + 0.5
    while time.process_time() < until:
        pass
    time.sleep(3600)
