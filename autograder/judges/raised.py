"""Who is to blame for an exception: SymPy, given an expression it was never meant for, or our code.

SymPy and mpmath raise anything at all on odd expressions; that is a fact about the answer. An
exception from a line of our own is a bug, and must not be hidden.
"""

from collections.abc import Sequence
from itertools import takewhile
from traceback import walk_tb

LIBRARIES = frozenset({"sympy", "mpmath"})
HOME = __name__.partition(".")[0]
TOO_LARGE = (RecursionError, MemoryError)


def by_sympy(error: BaseException) -> bool:
    """Whether SymPy or mpmath raised it, below the last line of ours that the traceback passes.

    An expression can be too deep or too large for any line.
    """
    names = [str(frame.f_globals.get("__name__")) for frame, _ in walk_tb(error.__traceback__)]
    packages = [name.partition(".")[0] for name in reversed(names)]
    below = set(takewhile(lambda package: package != HOME, packages))
    return isinstance(error, TOO_LARGE) or not below.isdisjoint(LIBRARIES)


def raised_in(error: BaseException, packages: Sequence[str]) -> bool:
    """Whether the last line of ours that the traceback passes is in one of these packages."""
    names = [str(frame.f_globals.get("__name__")) for frame, _ in walk_tb(error.__traceback__)]
    ours = [name for name in names if name.partition(".")[0] == HOME]
    return bool(ours) and any(f"{ours[-1]}.".startswith(f"{one}.") for one in packages)
