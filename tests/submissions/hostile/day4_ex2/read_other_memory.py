# attacks: train
# status: FORBIDDEN
# reason: SIGSYS

import ctypes


def train():
    ctypes.CDLL(None).process_vm_readv(1, None, 0, None, 0, 0)
