# attacks: probability
# status: FAIL

def probability(density, x, a, b):
    return sp.Symbol("__import__('os').system('touch forged')")
