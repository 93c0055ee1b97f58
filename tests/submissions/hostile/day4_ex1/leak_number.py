# attacks: probability
# status: FAIL
# reason: impossible
# says: 1717
# leaks: 1717

def probability(density, x, a, b):
    return sp.Integer(1717) + a / 1000 if a.is_finite else sp.Integer(1717)
