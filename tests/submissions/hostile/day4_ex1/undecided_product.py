# attacks: probability
# status: UNDECIDED
# reason: could not decide
# says: This costs you nothing.

def probability(density, x, a, b):
    return sp.besselk(0, sp.zeta(3)) * sp.gamma(sp.Rational(1, 7))
