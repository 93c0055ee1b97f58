# attacks: train
# status: SUBMISSION_ERROR
# reason: FileNotFoundError
# confined: PermissionError

import os

HOST = "@host@"


def train():
    open("mine", "w").write("forged")
    os.replace("mine", HOST)
