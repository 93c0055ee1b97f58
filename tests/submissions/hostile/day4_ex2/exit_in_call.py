# attacks: train
# status: SUBMISSION_ERROR
# reason: SystemExit
# says: calls exit

import sys


def train():
    sys.exit(0)
