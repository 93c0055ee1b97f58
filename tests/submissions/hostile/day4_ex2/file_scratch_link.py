# attacks: train
# status: SUBMISSION_ERROR
# reason: PermissionError
# says: Links cannot be made here

import os


def train():
    os.symlink("/etc/passwd", "link")
