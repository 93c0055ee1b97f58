# attacks: probability
# status: FAIL
# reason: wrong_type

def probability(density, x, a, b):
    return sp.Float("0.1", 10**5)
