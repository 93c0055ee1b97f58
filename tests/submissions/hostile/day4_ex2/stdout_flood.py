# attacks: train
# status: OUTPUT_LIMIT
# reason: stopped by the grader after
# says: wrote too much

import os


def train():
    while True:
        os.write(1, b"x" * 1000)
