# attacks: train
# status: SUBMISSION_ERROR
# reason: PermissionError

import os


def train():
    os.killpg(0, 9)
