# attacks: train
# status: FORBIDDEN
# reason: SIGSYS

import ctypes
import platform


def train():
    ctypes.CDLL(None).syscall({"x86_64": 317}.get(platform.machine(), 277), 0, 0, None)
