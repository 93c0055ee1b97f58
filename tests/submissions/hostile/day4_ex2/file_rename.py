# attacks: train
# status: SUBMISSION_ERROR
# reason: FileNotFoundError
# confined: PermissionError

import os

HOST = "@host@"


def train():
    os.rename(HOST, HOST + ".forged")
