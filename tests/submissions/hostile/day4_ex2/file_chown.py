# attacks: train
# status: SUBMISSION_ERROR
# reason: Error

import os
import sys


def train():
    os.chown(".", 0, 0)
