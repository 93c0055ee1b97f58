# attacks: train
# status: FORBIDDEN
# reason: SIGSYS

import ctypes


def train():
    ctypes.CDLL(None).syscall(425, 8, None)
