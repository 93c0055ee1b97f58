# attacks: train
# status: SUBMISSION_ERROR
# reason: PermissionError

import socket


def train():
    socket.socket(socket.AF_UNIX).connect("\0forged")
