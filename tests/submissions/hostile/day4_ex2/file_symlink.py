# attacks: train
# status: SUBMISSION_ERROR
# reason: Error

import os
import sys


def train():
    os.symlink("/etc/passwd", "link")
