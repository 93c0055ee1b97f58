# attacks: probability
# status: FAIL
# reason: symbols_left

import os

WIDE = "\U00020000" * 60


def stay(_):
    while True:
        sum(range(10**6))


os._exit = stay  # with which a runner ends


def probability(density, x, a, b):
    return sp.Add(*[sp.Symbol(f"n{k:03}" + WIDE) for k in range(300)], evaluate=False)
