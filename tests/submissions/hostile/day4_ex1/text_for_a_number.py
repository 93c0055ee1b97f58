# attacks: probability
# status: FAIL
# reason: text

def probability(density, x, a, b):
    return "0.0"
