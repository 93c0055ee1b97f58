# attacks: train
# status: FORBIDDEN
# reason: SIGSYS

import ctypes


def train():
    ctypes.CDLL(None).syscall(0x40000000 + 39)
