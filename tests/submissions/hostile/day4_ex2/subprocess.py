# attacks: train
# status: SUBMISSION_ERROR
# reason: PermissionError
# says: No second process

import subprocess


def train():
    return subprocess.check_output(["/bin/true"])
