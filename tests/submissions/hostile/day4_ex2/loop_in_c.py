# attacks: train
# status: CPU_LIMIT
# reason: stopped by the grader after

def train():
    return sum(iter(int, 1))
