"""Shared objects: what follows from one of them is worked out once for everybody who has it."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import TypeVar, TypeVarTuple

One = TypeVar("One")
More = TypeVarTuple("More")
Made = TypeVar("Made")

MOST = 20_000  # things that are remembered of each kind: what a class of thousands has in common


def by_identity(make: Callable[[One, *More], Made]) -> Callable[[One, *More], Made]:
    """Remember what was made of an object that never changes, and of more that can be hashed.

    By the object itself, not by what it is equal to: results of checks cannot be hashed, and to
    compare them takes as long as to work it out again.
    """
    known: dict[Hashable, tuple[One, Made]] = {}

    @wraps(make)
    def remembered(one: One, /, *more: *More) -> Made:
        key = (id(one), more) if more else id(one)
        found = known.get(key)
        if found is None:  # what is known is kept alive, so no other object has its id
            if len(known) >= MOST:
                known.clear()
            found = known[key] = (one, make(one, *more))
        return found[1]

    return remembered
