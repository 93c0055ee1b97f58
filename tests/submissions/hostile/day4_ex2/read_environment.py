# attacks: train
# status: SUBMISSION_ERROR
# reason: FileNotFoundError
# says: environ
# confined: PermissionError

import os


def train():
    return open(f"/proc/{os.getppid()}/environ").read()
