# attacks: train
# status: CPU_LIMIT

def train():
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
