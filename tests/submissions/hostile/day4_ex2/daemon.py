# attacks: train
# status: SUBMISSION_ERROR
# reason: LookupError
# says: LookupError: 1

import ctypes


def train():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.fork() == 0:
        libc.setsid()
        if libc.fork() == 0:
            libc.sleep(3600)
    raise LookupError(ctypes.get_errno())
