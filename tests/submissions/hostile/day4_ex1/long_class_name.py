# attacks: probability
# status: MEMORY_LIMIT
# reason: MemoryError

def probability(density, x, a, b):
    return [type("n" * 10**6, (), {})() for _ in range(1000)]
