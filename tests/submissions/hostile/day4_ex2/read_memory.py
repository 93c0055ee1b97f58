# attacks: train
# status: SUBMISSION_ERROR
# reason: Error

import os


def train():
    return open(f"/proc/{os.getppid()}/mem", "rb").read()
