# attacks: train
# status: CPU_LIMIT
# reason: stopped by the grader after

def train():
    while True:
        print("x" * 1000)
