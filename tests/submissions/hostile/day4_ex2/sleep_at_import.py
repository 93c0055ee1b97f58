# attacks: file
# status: TIMEOUT
# reason: its file was not loaded in time
# says: had not finished loading
# handed in: alone

import time

time.sleep(3600)


def add_bias(X):
    return X
