# attacks: train
# status: SUBMISSION_ERROR
# reason: Skipped
# says: Skipped: not today

import pytest


def train():
    pytest.skip("not today")
