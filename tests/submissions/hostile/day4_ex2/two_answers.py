# attacks: train
# status: BAD_ANSWER
# reason: This answers another call

import os
import struct


def train():
    one = b'[%d,["l",[]],[],null,"",[]]'
    for index in range(1, 3):
        body = one % index
        os.write(4, struct.pack("<I", len(body)) + body)
