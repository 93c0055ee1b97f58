# attacks: train
# status: FORBIDDEN
# reason: SIGSYS

import os


def train():
    os.memfd_create("bomb")
