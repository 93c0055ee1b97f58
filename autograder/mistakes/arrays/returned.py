"""Mistakes that show in the kind of thing that came back, before any number is read."""

import math
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from autograder.judges.answer import Answer, Foreign
from autograder.judges.arrays import (
    Array,
    foreign_dtype,
    is_real_array,
    is_single,
    numbers,
    numbers_apart,
)
from autograder.mistakes.catalogue import Mistake, Recognised, Recogniser, catalogue_of

NOTES = {
    "shape_1d": "Right values; the task asks for a column, and yours is flat.",
    "float32": "Right values, in fewer digits than NumPy's 16: which number in it is a float32?",
}


class Returned(Protocol):
    """A case with the value that came back."""

    @property
    def value(self) -> Any: ...


def numbers_read(law: Callable[[Array], Recognised]) -> Recogniser:
    """Recognise finite real numbers by a law on the array, whatever its shape."""

    def recognise(answer: Answer) -> Recognised:
        array = numbers(answer.value)
        return None if array is None else law(array)

    return recognise


def wrong_kinds(thing: str) -> tuple[Mistake, ...]:
    """Mistakes of a function that should return an array; `thing` names it, such as "theta".

    They recognise everything that is not a finite real array.
    """
    return catalogue_of(
        """
        none: Your function returned None. Which line should return THING, and is it reached?
        numbers_apart: You returned {count} numbers side by side, but THING is one array.
            | You returned several numbers side by side, but THING is one array. | Where could you put them into a column?
        tuple: You returned a tuple of length {count}.
            | You returned a tuple. | Return THING alone, as one array: is there a comma too many in your return line?
        list: A plain Python list came back, but THING is a NumPy array. Return the array itself, or make one of the list.
        scalar: A single number, {number}, came back, but THING is an array.
            | A single number came back, but THING is an array. | Which step leaves only one number?
        float16: An array of float16 came back, and that keeps three digits only. Find the step that asks for float16, and leave it out.
        not_numbers: An array of {=dtype} came back, but THING holds real numbers. Print its dtype after each step: which one changes it?
        not_finite: Your result contains {=word}. Print the numbers one operation earlier: which of them is the first that is not finite?
        function: You returned the {=kind} {name} itself.
            | You returned the {=kind} itself. | What has to happen to it before it gives a value?
        wrong_type: A value of type {kind} came back; THING is a NumPy array.
            | Something other than an array came back; THING is a NumPy array. | Which of your variables holds it?
        """.replace("THING", thing),
        none=lambda case: case.value is None,
        numbers_apart=lambda case: {"count": n} if (n := numbers_apart(case.value)) else None,
        tuple=lambda case: type(case.value) is tuple and {"count": len(case.value)},
        list=lambda case: type(case.value) is list,
        scalar=single_number,
        float16=lambda case: foreign_dtype(case.value) == "float16",
        not_numbers=other_dtype,
        not_finite=not_finite,
        function=callable_thing,
        wrong_type=any_other_kind,
    )


def single_number(case: Returned) -> Recognised:
    """A Python number or a 0-d array of one."""
    value = case.value
    if is_single(value):
        value = value.item()
    if type(value) is int:
        value = float(value) if value.bit_length() < 1000 else math.inf
    return {"number": f"{value:.6g}"} if type(value) is float else None


def other_dtype(case: Returned) -> Recognised:
    foreign = foreign_dtype(case.value)
    if foreign:
        return {"dtype": "text" if foreign == "text" else "objects"}
    if type(case.value) is not np.ndarray or is_real_array(case.value):
        return None
    words = {"b": "truth values", "c": "complex numbers"}
    return {"dtype": words.get(case.value.dtype.kind, "objects")}


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
