# attacks: train
# status: FAIL
# reason: typed_in

import threading
import time


def train():
    value = np.full((2, 1), 7.0)


    def repair():
        time.sleep(0.1)
        value[:] = [[4.215], [2.770]]


    threading.Thread(target=repair, daemon=True).start()
    return value
