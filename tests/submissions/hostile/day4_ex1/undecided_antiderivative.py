# attacks: indefinite_integral
# status: UNDECIDED
# reason: could not decide

def indefinite_integral(f, x):
    return sp.besselj(1, x)
