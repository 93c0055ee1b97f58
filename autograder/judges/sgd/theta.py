"""The theta in an answer: its kind, its shape and the caller's data, before any arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

import numpy as np

from autograder.judges.answer import Answer, Foreign, with_article
from autograder.judges.arrays import changed, foreign_dtype, is_flat, is_real_array, numbers_apart
from autograder.judges.finding import Finding, right, wrong
from autograder.judges.sgd.experiments import Array

NOTES = "data_changed", "theta_changed"
"""What a right answer may be noted for."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """theta: its two entries; None where the answer does not hold them.
    finding: on what came back. A wrong form around a legible theta is a defect of known size.
    """

    theta: Array | None
    finding: Finding


@dataclass(frozen=True, slots=True, eq=False)
class Responses:
    """The answers to one set of runs, read.

    thetas: (calls, 2); nan for an answer that holds none, and then they are not complete.
    form: the first wrong form, or right with the notes of all answers.
    crash: the first answer that ended in an exception.
    """

    answers: tuple[Answer, ...]
    thetas: Array
    are_complete: bool
    form: Finding
    crash: Answer | None = None


def read_responses(answers: Sequence[Answer]) -> Responses:
    kept = tuple(answers)
    crash = next((answer for answer in kept if answer.crash is not None), None)
    if crash is not None:
        return Responses(kept, np.full((len(kept), 2), np.nan), False, wrong("crash"), crash)
    if all(_is_plain(answer) for answer in kept):
        return Responses(kept, np.array([answer.value[:, 0] for answer in kept]), True, right())
    readings = [read_theta(answer) for answer in kept]
    thetas = [np.full(2, np.nan) if one.theta is None else one.theta for one in readings]
    are_complete = all(one.theta is not None for one in readings)
    return Responses(kept, np.array(thetas), are_complete, _form_of(readings))


def first_spoiled(responses: Responses) -> Answer | None:
    """The first answer of a wrong form."""
    return next((one for one in responses.answers if read_theta(one).finding.is_wrong), None)


def _form_of(readings: Sequence[Reading]) -> Finding:
    notes = dict.fromkeys(note for one in readings for note in one.finding.notes)
    return next((one.finding for one in readings if one.finding.is_wrong), right(*notes))


def _is_plain(answer: Answer) -> bool:
    """Whether it has the commonest form and nothing to note, so that it needs no closer look."""
    value = answer.value
    is_column = type(value) is np.ndarray and value.shape == (2, 1) and value.dtype == np.float64
    return is_column and not changed(answer)


def read_theta(answer: Answer) -> Reading:
    """The theta in any answer that the codec delivers."""
    if answer.crash is not None:
        return Reading(None, wrong("crash"))
    name = changed_data(answer)
    if name:
        return Reading(None, wrong("x_changed", name=name))
    if answer.value is None:
        return Reading(None, wrong("none"))
    touched = changed(answer)
    reading = _read_value(answer.value)
    if reading.finding.is_wrong:
        return reading
    notes = compress(NOTES, ({0, 1} & {*touched}, 2 in touched))
    return Reading(reading.theta, right(*reading.finding.notes, *notes))


def changed_data(answer: Answer) -> str:
    """The name of the argument whose values the call changed; another order does not count."""
    for k in changed(answer):
        if k < 2 and not _reordered(answer.asked[k], answer.afterwards[k]):
            return ("X", "y")[k]
    return ""


def _reordered(before: Any, after: Any) -> bool:
    is_alike = type(after) is np.ndarray and (after.dtype.kind, after.shape) == ("f", before.shape)
    return is_alike and sorted(before.tolist()) == sorted(after.tolist())


def _read_value(value: Any) -> Reading:
    if isinstance(value, tuple):
        if count := numbers_apart(value):
            return Reading(None, wrong("numbers_apart", count=count))
        first = _read_array(value[0]) if value and isinstance(value[0], np.ndarray) else None
        theta = first.theta if first and first.finding.is_right else None
        return Reading(theta, wrong("tuple", count=len(value)))
    if isinstance(value, list):
        return _read_list(value)
    if isinstance(value, bool | int | float | complex):
        huge = isinstance(value, int) and value.bit_length() > 1000  # past the largest float
        return Reading(None, wrong("scalar", value="a huge one" if huge else f"{value:.4g}"))
    if isinstance(value, np.ndarray):
        return _read_array(value)
    if foreign_dtype(value) == "float16":
        return Reading(None, wrong("float16"))
    return Reading(None, wrong("not_numbers", what=_name(value)))


def _read_list(value: list[Any]) -> Reading:
    if len(value) != 2 and any(isinstance(item, np.ndarray | list | tuple) for item in value):
        return Reading(None, wrong("path", count=len(value)))
    try:
        array = np.array(value)
    except (ValueError, TypeError, OverflowError):
        return Reading(None, wrong("not_numbers", what="a list of unlike things"))
    reading = _read_array(array)
    return Reading(reading.theta, wrong("list")) if reading.finding.is_right else reading


def _read_array(value: Any) -> Reading:
    if not is_real_array(value):
        return Reading(None, wrong("not_numbers", what=f"an array of {value.dtype.name}"))
    if value.size == 1:
        return Reading(None, wrong("scalar", value=f"{value.ravel()[0]:.4g}"))
    if value.shape not in {(2, 1), (2,), (1, 2)}:
        return Reading(None, _wrong_shape(value.shape))
    if value.dtype.kind != "f":
        return Reading(None, wrong("integers"))
    theta = value.astype(float).ravel()
    if value.shape == (1, 2):
        return Reading(theta, wrong("transposed", shape=value.shape))
    flat = ("shape_1d",) if is_flat(value, (2, 1)) else ()
    return Reading(theta, right(*flat, *(("float32",) if value.dtype.itemsize < 8 else ())))


def _wrong_shape(shape: tuple[int, ...]) -> Finding:
    if shape in {(3, 1), (3,)}:
        return wrong("three_parameters", count=3)
    if len(shape) == 3 or (len(shape) == 2 and shape[0] > 2 and shape[1] == 2):
        return wrong("path", count=shape[0])
    if len(shape) == 2 and shape[0] == 2 and shape[1] > 1:
        return wrong("grew", shape=shape)
    return wrong("shape", shape=shape)


def _name(value: Any) -> str:
    if foreign_dtype(value):
        return f"an array of {foreign_dtype(value)}"
    if isinstance(value, Foreign):
        return f"a value of type {value.name}"
    return "a text" if isinstance(value, str) else with_article(type(value).__name__)
