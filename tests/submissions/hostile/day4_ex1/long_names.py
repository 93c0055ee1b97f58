# attacks: probability
# status: FAIL
# reason: symbols_left

WIDE = "\U00020000" * 60  # letters of four bytes each


def probability(density, x, a, b):
    return sp.Add(*[sp.Symbol(f"n{k:03}" + WIDE) for k in range(300)], evaluate=False)
