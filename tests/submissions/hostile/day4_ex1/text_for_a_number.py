# attacks: probability
# status: FAIL

def probability(density, x, a, b):
    return "0.0"
