# attacks: probability
# status: FAIL
# reason: symbols_left
# says: leaked_
# leaks: leaked_

def probability(density, x, a, b):
    return sp.Symbol("leaked_" + f"{density}_{a}_{b}".encode().hex())
