# attacks: train
# status: SUBMISSION_ERROR
# reason: SIGSEGV|RecursionError

import sys


def train():
    sys.setrecursionlimit(10**9)


    class Deep(list):
        def __repr__(self):
            return repr(self)


    return repr(Deep())
