# attacks: probability
# status: SUBMISSION_ERROR
# reason: AttributeError
# says: type leaked_
# leaks: leaked_

def probability(density, x, a, b):
    spelled = "leaked_" + f"{density}_{a}_{b}".encode().hex()
    return getattr(type(spelled, (), {})(), spelled)
