# attacks: probability
# status: FAIL
# reason: text

def probability(density, x, a, b):
    return "\U00020000" * 60_000
