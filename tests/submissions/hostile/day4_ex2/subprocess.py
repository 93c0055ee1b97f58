# attacks: train
# status: SUBMISSION_ERROR
# reason: PermissionError

import subprocess


def train():
    return subprocess.check_output(["/bin/true"])
