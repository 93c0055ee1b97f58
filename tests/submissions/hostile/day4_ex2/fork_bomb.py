# attacks: train
# status: SUBMISSION_ERROR
# reason: PermissionError
# says: No second process

import os


def train():
    while True:
        os.fork()
