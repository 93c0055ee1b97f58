# attacks: train
# status: SUBMISSION_ERROR
# reason: RuntimeError
# says: can't start new thread

import threading
import time


def train():
    while True:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
