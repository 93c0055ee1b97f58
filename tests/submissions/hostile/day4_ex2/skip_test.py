# attacks: train
# status: SUBMISSION_ERROR
# reason: SkipTest

import unittest


def train():
    raise unittest.SkipTest("not today")
