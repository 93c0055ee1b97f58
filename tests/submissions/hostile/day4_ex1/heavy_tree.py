# attacks: probability
# status: FAIL

def probability(density, x, a, b):
    tree = x
    for _ in range(40):
        tree = sp.sin(tree) + sp.cos(tree)
    return tree
