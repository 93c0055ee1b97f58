# attacks: probability
# status: FAIL
# reason: wrong_type

def probability(density, x, a, b):
    nine = sp.Integer(9)
    for _ in range(3):
        nine = sp.Pow(9, nine, evaluate=False)
    return nine
