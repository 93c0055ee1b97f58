# attacks: train
# status: SUBMISSION_ERROR
# reason: Error

import os
import sys


def train():
    os.chmod(sys.executable, 0o777)
