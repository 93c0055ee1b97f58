# attacks: train
# status: SUBMISSION_ERROR
# reason: PermissionError
# says: no network

import socket


def train():
    return socket.getaddrinfo("example.org", 80)
