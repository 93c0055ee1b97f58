# attacks: train
# status: TIMEOUT

import os
import signal


def train():
    os.kill(os.getpid(), signal.SIGSTOP)
