# attacks: probability
# status: UNDECIDED
# reason: could not decide

def probability(density, x, a, b):
    return sp.Pow(sp.Pow(sp.pi, sp.Integer(10) ** 200, evaluate=False), -sp.Integer(10) ** 200, evaluate=False)
