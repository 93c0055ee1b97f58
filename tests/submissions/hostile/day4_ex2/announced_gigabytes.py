# attacks: train
# status: BAD_ANSWER
# reason: A frame announces more than it may hold

import os


def train():
    os.write(4, b"\xff\xff\xff\xff")
