# attacks: train
# status: SUBMISSION_ERROR
# reason: SIGSEGV

import ctypes


def train():
    ctypes.string_at(0)
