# attacks: probability
# status: FAIL
# reason: wrong_type

def probability(density, x, a, b):
    tree = x
    for _ in range(40):
        tree = sp.sin(tree) + sp.cos(tree)
    return tree
