# attacks: train
# status: SUBMISSION_ERROR
# reason: PermissionError

import os

HOST = "@host@"


def train():
    os.mkfifo(HOST + ".forged")
