# attacks: train
# status: SUBMISSION_ERROR
# reason: SIGABRT

import os


def train():
    os.abort()
