"""Mistakes that show in the kind of thing that came back, before any number is read."""

from __future__ import annotations

import math
from typing import Any, Protocol

import numpy as np

from autograder.judges.answer import Foreign
from autograder.judges.arrays import is_real_array
from autograder.mistakes.catalogue import Mistake, Recognised

BITS_OF_A_FLOAT = 1000


class Returned(Protocol):
    """A case with the value that came back."""

    @property
    def value(self) -> Any: ...


def wrong_kinds(thing: str) -> tuple[Mistake, ...]:
    """
    Mistakes of a function that should return an array; `thing` names it, such as "theta".

    They recognise everything that is not a finite real array.
    """
    return (
        Mistake(
            "none",
            "Your function returned None. The work may have been done; what is handed back at its end?",
            lambda case: case.value is None,
        ),
        Mistake(
            "tuple",
            f"You returned {{count}} things; the task asks for {thing} alone.",
            several,
            without=f"You returned a tuple; the task asks for {thing} alone.",
        ),
        Mistake(
            "list",
            f"A plain Python list came back. Which NumPy function makes an array of it? {thing.capitalize()} is an array.",
            lambda case: type(case.value) is list,
        ),
        *_wrong_numbers(thing),
        Mistake(
            "function",
            "You returned the {kind} {name} itself. What has to happen to it before it gives a value?",
            callable_thing,
            without="You returned the {kind} itself. What has to happen to it before it gives a "
            "value?",
            words=("kind",),
        ),
        Mistake(
            "wrong_type",
            f"A value of type {{kind}} came back; {thing} is a NumPy array. Which of your variables holds it?",
            any_other_kind,
            without=f"Something other than an array came back; {thing} is a NumPy array. "
            "Which of your variables holds it?",
        ),
    )


def _wrong_numbers(thing: str) -> tuple[Mistake, ...]:
    return (
        Mistake(
            "scalar",
            f"A single number, {{number}}, came back. Which of your variables is {thing}?",
            single_number,
            without=f"A single number came back. Which of your variables is {thing}?",
        ),
        Mistake(
            "not_numbers",
            f"An array of {{dtype}} came back, but {thing} holds real numbers. Where does another kind of thing enter?",
            other_dtype,
            words=("dtype",),
        ),
        Mistake(
            "not_finite",
            "Your result contains {word}. Print the numbers one operation earlier: which of them is the first to leave the finite ones?",
            not_finite,
            words=("word",),
        ),
    )


def several(case: Returned) -> Recognised:
    return {"count": len(case.value)} if type(case.value) is tuple else None


def single_number(case: Returned) -> Recognised:
    """A Python number or a 0-d array of one."""
    value = case.value
    if type(value) is np.ndarray and value.ndim == 0 and value.dtype.kind in "iuf":
        value = value.item()
    if type(value) is int:
        value = float(value) if value.bit_length() < BITS_OF_A_FLOAT else math.inf
    return {"number": f"{value:.6g}"} if type(value) is float else None


def other_dtype(case: Returned) -> Recognised:
    value = case.value
    if type(value) is not np.ndarray or is_real_array(value):
        return None
    words = {"b": "truth values", "c": "complex numbers", "U": "text", "S": "text"}
    return {"dtype": words.get(value.dtype.kind, "objects")}


def not_finite(case: Returned) -> Recognised:
    if not is_real_array(case.value) or np.isfinite(case.value).all():
        return None
    return {"word": "nan" if np.isnan(case.value).any() else "infinity"}


def callable_thing(case: Returned) -> Recognised:
    value = case.value
    if type(value) is not Foreign or value.kind not in {"function", "class", "module"}:
        return None
    return {"kind": value.kind, "name": value.name}


def any_other_kind(case: Returned) -> Recognised:
    value = case.value
    if type(value) is np.ndarray:
        return None
    return {"kind": value.name if type(value) is Foreign else type(value).__name__}
