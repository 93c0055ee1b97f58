# attacks: train
# status: FAIL
# reason: wrong_type
# says: type Bomb

import os


class Bomb:
    def __reduce__(self):
        return os.system, ("touch forged",)


def train():
    return Bomb()
