# attacks: train
# status: BAD_ANSWER
# reason: Not a message: DecodeError

import os


def train():
    os.write(4, b"\x04\x00\x00\x00\xff\xfe\xfd\xfc")
