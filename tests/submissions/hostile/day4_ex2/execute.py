# attacks: train
# status: SUBMISSION_ERROR

import os


def train():
    os.execv("/bin/true", ["true"])
