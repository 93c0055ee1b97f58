# attacks: train
# status: SUBMISSION_ERROR
# reason: PermissionError
# says: no network

import socket


def train():
    socket.create_connection(("127.0.0.1", 80))
