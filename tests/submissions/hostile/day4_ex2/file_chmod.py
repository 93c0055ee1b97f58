# attacks: train
# status: SUBMISSION_ERROR
# reason: PermissionError

import os

HOST = "@host@"


def train():
    os.chmod(HOST, 0o777)
