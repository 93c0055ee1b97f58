# attacks: train
# status: SUBMISSION_ERROR
# reason: SystemExit

import sys


def train():
    sys.exit(0)
