"""Shared objects: what follows from one of them is worked out once for everybody who has it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

One = TypeVar("One")
Made = TypeVar("Made")

MOST = 4000  # objects of which something is remembered


def by_identity(make: Callable[[One], Made]) -> Callable[[One], Made]:
    """Remember what was made of an object that never changes.

    By the object itself, not by what it is equal to: results of checks cannot be hashed, and to
    compare them takes as long as to work it out again.
    """
    known: dict[int, tuple[One, Made]] = {}

    @wraps(make)
    def remembered(one: One) -> Made:
        found = known.get(id(one))
        if found is None:  # what is known is kept alive, so no other object has its id
            if len(known) >= MOST:
                known.clear()
            found = known[id(one)] = (one, make(one))
        return found[1]

    return remembered
