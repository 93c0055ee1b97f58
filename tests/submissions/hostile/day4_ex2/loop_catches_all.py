# attacks: train
# status: CPU_LIMIT
# reason: stopped by the grader after

def train():
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
