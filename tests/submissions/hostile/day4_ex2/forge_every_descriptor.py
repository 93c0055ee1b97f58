# attacks: train
# status: BAD_ANSWER
# reason: Not a message: ValidationError

import os


def train():
    for descriptor in range(256):
        try:
            os.write(descriptor, b"\x0e\x00\x00\x00[1,[],[],null]")
        except OSError:
            pass
