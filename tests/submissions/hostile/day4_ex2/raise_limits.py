# attacks: train
# status: SUBMISSION_ERROR
# reason: ValueError
# says: not allowed to raise

import resource


def train():
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
