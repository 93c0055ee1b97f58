# attacks: train
# status: SUBMISSION_ERROR
# reason: OSError

import mmap


def train():
    hoard = []
    while True:
        hoard.append(mmap.mmap(-1, 2**26))
