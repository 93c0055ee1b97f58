# attacks: train
# status: SUBMISSION_ERROR
# reason: PermissionError

import os

HOST = "@host@"


def train():
    os.truncate(HOST, 0)
