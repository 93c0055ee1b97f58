# attacks: train
# status: SUBMISSION_ERROR
# reason: PermissionError
# says: Errno 1]

import socket


def train():
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 53))
