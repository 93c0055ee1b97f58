# attacks: probability
# status: FAIL
# reason: symbols_left

BOMB = sp.Add(*[sp.Symbol(f"n{k}") for k in range(1000)])


def probability(density, x, a, b):
    return BOMB
