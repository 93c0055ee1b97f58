# attacks: train
# status: FAIL
# reason: wrong_type
# says: type Endless

class Endless:
    def __repr__(self):
        while True:
            pass

    __str__ = __format__ = __repr__


def train():
    return Endless()
