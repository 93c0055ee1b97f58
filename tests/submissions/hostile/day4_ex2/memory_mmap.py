# attacks: train
# status: SUBMISSION_ERROR
# reason: OSError
# says: Cannot allocate memory

import mmap


def train():
    hoard = []
    while True:
        hoard.append(mmap.mmap(-1, 2**26))
