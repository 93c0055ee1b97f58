# attacks: probability
# status: CPU_LIMIT

def probability(density, x, a, b):
    return sp.factorial(10**9, evaluate=False)
