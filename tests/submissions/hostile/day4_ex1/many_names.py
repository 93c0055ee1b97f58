# attacks: probability
# status: TOO_EXPENSIVE
# reason: took all the time or memory of a check

BOMB = sp.Add(*[sp.Symbol(f"n{k}") for k in range(2500)])


def probability(density, x, a, b):
    return BOMB
