# attacks: train
# status: FAIL

import os


class Bomb:
    def __reduce__(self):
        return os.system, ("touch forged",)


def train():
    return Bomb()
