"""Memory: the values of a learner's file that live on between calls of its functions."""

import dis
from collections import deque
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any

import numpy as np

from autograder.grading.codec import encode

MUTABLE = (list, dict, set, bytearray, deque, np.ndarray)


def names_that_last(names: Mapping[str, Any], functions: list[str]) -> Iterator[str]:
    """What one call can leave behind for the next: defaults, attributes, names of the file.

    names: what the file defines. functions: those that the learner wrote.
    """
    for function in (names[one] for one in functions):
        yield from _defaults(function)
        yield from (f"{function.__name__}.{name}" for name in vars(function))
        for code in _codes(function.__code__):
            yield from _globals_set(code)
            yield from (name for name in code.co_names if _can_change(names.get(name)))


def is_same(one: Any, other: Any) -> bool:
    """Whether two plain values are equal; arrays of floats up to rounding."""
    if type(one) is type(other) is np.ndarray and one.dtype.kind == other.dtype.kind == "f":
        size = np.abs(one[np.isfinite(one)]).max(initial=0)
        alike = one.shape == other.shape
        return alike and np.allclose(one, other, rtol=0, atol=1e-9 * size, equal_nan=True)
    return encode(one) == encode(other)


def _defaults(function: FunctionType) -> Iterator[str]:
    """The arguments whose default value is made once and can change."""
    code = function.__code__
    named = code.co_varnames[: code.co_argcount]
    values = function.__defaults__ or ()
    given = dict(zip(named[len(named) - len(values) :], values, strict=True))
    given |= function.__kwdefaults__ or {}
    yield from (name for name, value in given.items() if _can_change(value))


def _codes(code: CodeType) -> Iterator[CodeType]:
    """The code of a function and of those inside it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


@lru_cache
def _globals_set(code: CodeType) -> tuple[str, ...]:
    """The names of the file that code binds or deletes."""
    found = dis.get_instructions(code)
    return tuple(one.argval for one in found if one.opname in {"STORE_GLOBAL", "DELETE_GLOBAL"})


def _can_change(value: Any) -> bool:
    return issubclass(type(value), MUTABLE)
