# attacks: train
# status: BAD_ANSWER
# reason: more than it may hold

import os


def train():
    os.write(4, b"\xff\xff\xff\xff")
