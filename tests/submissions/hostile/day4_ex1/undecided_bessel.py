# attacks: probability
# status: UNDECIDED
# reason: cannot decide

def probability(density, x, a, b):
    return sp.besselj(1, 2)
