# attacks: train
# status: BAD_ANSWER
# reason: Not a message: ValidationError

import os
import struct


def train():
    body = b"[" * 100_000
    os.write(4, struct.pack("<I", len(body)) + body)
