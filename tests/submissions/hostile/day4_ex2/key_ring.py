# attacks: train
# status: FORBIDDEN
# reason: SIGSYS

import ctypes
import platform


def train():
    ctypes.CDLL(None).syscall({"x86_64": 250}.get(platform.machine(), 219), 0, 0)
