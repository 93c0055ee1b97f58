# attacks: probability
# status: SUBMISSION_ERROR
# reason: ModuleNotFoundError
# says: leaked_
# leaks: leaked_

def probability(density, x, a, b):
    return __import__("leaked_" + f"{density}_{a}_{b}".encode().hex())
