# attacks: train
# status: SUBMISSION_ERROR
# reason: PermissionError
# says: Errno 1]

import socket


def train():
    socket.socket(socket.AF_UNIX).connect("\0forged")
