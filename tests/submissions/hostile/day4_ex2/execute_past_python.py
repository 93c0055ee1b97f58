# attacks: train
# status: SUBMISSION_ERROR
# reason: LookupError
# says: LookupError: 1

import ctypes


def train():
    libc = ctypes.CDLL(None, use_errno=True)
    libc.execv(b"/bin/true", (ctypes.c_char_p * 2)(b"true", None))
    raise LookupError(ctypes.get_errno())
