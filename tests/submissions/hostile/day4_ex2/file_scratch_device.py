# attacks: train
# status: SUBMISSION_ERROR
# reason: PermissionError
# says: Errno 1]

import os


def train():
    os.mknod("device")
