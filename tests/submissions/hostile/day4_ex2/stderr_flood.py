# attacks: train
# status: OUTPUT_LIMIT

import os


def train():
    while True:
        os.write(2, b"x" * 1000)
