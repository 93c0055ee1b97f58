# attacks: train
# status: SUBMISSION_ERROR
# reason: RuntimeError

import threading
import time


def train():
    while True:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
