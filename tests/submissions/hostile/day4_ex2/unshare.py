# attacks: train
# status: FORBIDDEN
# reason: SIGSYS

import ctypes


def train():
    ctypes.CDLL(None).unshare(0x10000000)
