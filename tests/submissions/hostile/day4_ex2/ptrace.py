# attacks: train
# status: FORBIDDEN
# reason: SIGSYS

import ctypes


def train():
    ctypes.CDLL(None).ptrace(16, 1, 0, 0)
