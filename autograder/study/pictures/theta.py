"""Theta, and gradients like it: two numbers of a learner's, and how they are written."""

from __future__ import annotations

from typing import Any

from autograder.judges.arrays import Array, numbers
from autograder.study.pictures.chart import short
from autograder.study.pictures.picture import UndrawableError, unusable

SHAPE = (2, 1)
NEEDED = "theta is two finite numbers"


def two_numbers(value: Any, needed: str) -> Array:
    """
    An array of two finite numbers, in the shape in which it was returned. Raises UndrawableError.

    needed: half a sentence that says what the numbers are.
    """
    found = numbers(value)
    if found is None or not found.ndim:
        raise unusable(value, needed)
    if found.size != 2:
        shape = f"an array of shape {found.shape}"
        raise UndrawableError(f"Your function returned {shape}; {needed}.")
    return found


def pair(entries: Array, digits: int = 4) -> str:
    return f"[{', '.join(short(float(entry), digits) for entry in entries.flat)}]"


def other_shape(answer: Array) -> tuple[str, ...]:
    """A sentence about a shape that differs from theta's; a flat array is welcome."""
    if answer.shape in {SHAPE, SHAPE[:1]}:
        return ()
    return (f"Your answer has the shape {answer.shape} instead of {SHAPE}.",)
