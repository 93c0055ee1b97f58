# attacks: train
# status: SUBMISSION_ERROR
# reason: PermissionError
# says: No second process

import multiprocessing


def train():
    with multiprocessing.Pool(2) as pool:
        return pool.map(abs, [1])
