# attacks: train
# status: TIMEOUT

import os
import time


def train():
    os.write(4, b"\x00\x01\x00\x00half")
    time.sleep(3600)
