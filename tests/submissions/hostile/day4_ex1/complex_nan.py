# attacks: probability
# status: FAIL
# reason: nonfinite

def probability(density, x, a, b):
    return complex("nan")
