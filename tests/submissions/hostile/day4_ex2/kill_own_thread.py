# attacks: train
# status: SUBMISSION_ERROR
# reason: PermissionError

import signal
import threading


def train():
    signal.pthread_kill(threading.get_ident(), signal.SIGKILL)
