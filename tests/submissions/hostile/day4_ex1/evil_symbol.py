# attacks: probability
# status: FAIL
# reason: wrong_type

def probability(density, x, a, b):
    return sp.Symbol("__import__('os').system('touch forged')")
