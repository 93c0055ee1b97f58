# attacks: train
# status: OUTPUT_LIMIT

import os


def train():
    while True:
        os.write(1, b"x" * 1000)
