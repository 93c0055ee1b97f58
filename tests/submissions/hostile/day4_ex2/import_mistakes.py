# attacks: train
# status: SUBMISSION_ERROR
# reason: ModuleNotFoundError
# says: mistakes
# confined: PermissionError

import importlib


def train():
    return importlib.import_module("autograder.mistakes.sgd.descent")
