# attacks: probability
# status: SUBMISSION_ERROR
# reason: ValueError
# says: your own raise or assert rejects them
# leaks: leaked
import warnings


def probability(density, x, a, b):
    print("leaked", density, a, b)
    warnings.warn(f"leaked {density} {a} {b}", stacklevel=2)
    raise ValueError(f"leaked {density} {a} {b}")
