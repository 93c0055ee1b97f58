# attacks: train
# status: SUBMISSION_ERROR

import socket


def train():
    return socket.getaddrinfo("example.org", 80)
