# attacks: train
# status: SUBMISSION_ERROR
# reason: Error

import os
import sys


def train():
    os.rename(sys.executable, "mine")
