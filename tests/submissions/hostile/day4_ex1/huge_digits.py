# attacks: probability
# status: FAIL

def probability(density, x, a, b):
    return sp.Float("0.1", 10**5)
