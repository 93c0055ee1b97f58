# attacks: train
# status: BAD_ANSWER
# reason: Not a message: DecodeError

import os


def train():
    while True:
        os.write(4, b"\x01\x00\x00\x00" * 1000)
