# attacks: train
# status: TIMEOUT
# reason: stopped by the grader after

import os
import signal


def train():
    os.kill(os.getpid(), signal.SIGSTOP)
