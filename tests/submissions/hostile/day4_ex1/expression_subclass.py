# attacks: probability
# status: FAIL
# reason: wrong_type

def probability(density, x, a, b):
    class Equal(sp.Expr):
        def __eq__(self, other):
            return True

        __hash__ = sp.Expr.__hash__

        def __sub__(self, other):
            return sp.S.Zero

        __rsub__ = __sub__


    return Equal()
