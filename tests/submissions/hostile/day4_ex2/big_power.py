# attacks: train
# status: CPU_LIMIT
# reason: stopped by the grader after

def train():
    return 7 ** 10**9
