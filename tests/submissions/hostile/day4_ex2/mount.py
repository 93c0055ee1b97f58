# attacks: train
# status: FORBIDDEN
# reason: SIGSYS

import ctypes


def train():
    ctypes.CDLL(None).mount(b"none", b"/", b"tmpfs", 0, None)
