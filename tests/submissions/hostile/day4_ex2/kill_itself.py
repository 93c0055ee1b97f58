# attacks: train
# status: SUBMISSION_ERROR
# reason: PermissionError

import os
import signal


def train():
    os.kill(os.getpid(), signal.SIGKILL)
