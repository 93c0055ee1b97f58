# attacks: train
# status: SUBMISSION_ERROR

import os


def train():
    os.posix_spawn("/bin/true", ["true"], {})
