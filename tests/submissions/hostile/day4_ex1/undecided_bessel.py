# attacks: probability
# status: UNDECIDED
# reason: could not decide

def probability(density, x, a, b):
    return sp.besselj(1, 2)
