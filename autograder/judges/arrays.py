"""An array that came back: kind, dtype and shape, checked before anything computes with it."""

from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.judges.answer import Answer, Foreign
from autograder.judges.finding import Finding, right, wrong

Array = NDArray[Any]

NOTES = "shape_1d", "float32"
"""What a right answer may be noted for."""

FLOAT, FLOAT32 = 1e-9, 1e-5
"""What sums of floats lose, relative to the largest entry."""
MOST_APART = 4
"""Numbers of a tuple that may be meant for one array."""


def is_real_array(value: Any) -> bool:
    """An array of whole or floating-point numbers; truth values and complex numbers are not."""
    return type(value) is np.ndarray and value.dtype.kind in "iuf"


def is_single(value: Any) -> bool:
    """A number as NumPy has it: an array without an axis."""
    return is_real_array(value) and bool(value.ndim == 0)


def foreign_dtype(value: Any) -> str:
    """The dtype of an array that does not travel, such as float16 or text; else ""."""
    if getattr(value, "is_Matrix", False):
        return "objects"  # they travel as a matrix
    dtype = (value.name if type(value) is Foreign else "").partition("ndarray of ")[2]
    return "text" if dtype.startswith(("str", "bytes")) else dtype


def numbers(value: Any) -> Array | None:
    """A finite real array as float64, anything else as None. Judges compute with nothing else."""
    if not is_real_array(value):
        return None
    array = np.asarray(value, dtype=np.float64)
    return array if np.isfinite(array).all() else None


def check_array(value: Any, shape: tuple[int, ...]) -> Finding:
    """Is it a finite real array of this shape? Kind first, then dtype, shape, and infinities.

    A column that came back flat is right with the note `shape_1d`, 32-bit floats with the note
    `float32`.
    """
    if type(value) is not np.ndarray:
        return wrong("kind", type=type(value).__name__)
    if not is_real_array(value):
        return wrong("dtype", dtype=str(value.dtype))
    if value.shape != shape and not is_flat(value, shape):
        return wrong("shape", shape=value.shape, asked=shape)
    if numbers(value) is None:
        return wrong("not_finite")
    return right(*compress(NOTES, (is_flat(value, shape), value.dtype == np.float32)))


def equal_array(answer: Answer, expected: Any) -> Finding:
    """Whether an answer is the solution's array but for rounding.

    An entry may be off by 1e-9 of the largest one or of 1, in 32-bit floats by 1e-5.

    Wrong kinds: those of `check_array`, and "differs". Notes when right: those of `check_array`.
    """
    wanted = np.asarray(expected)
    finding = check_array(answer.value, wanted.shape)
    if not finding.is_right:
        return finding
    near = FLOAT32 if answer.value.dtype == np.float32 else FLOAT
    near *= max(1.0, np.abs(wanted).max(initial=0))
    given = answer.value.reshape(wanted.shape)
    return finding if np.allclose(given, wanted, rtol=0, atol=near) else wrong("differs")


def is_flat(value: Array, shape: tuple[int, ...]) -> bool:
    """The column (n, 1) came back as (n,)."""
    return len(shape) == 2 and shape[1] == 1 and value.shape == shape[:1]


def numbers_apart(value: Any) -> int:
    """How many decimals a short tuple holds, as after `return b, w`; 0 for anything else.

    Whole numbers may be a shape.
    """
    if not isinstance(value, tuple) or not 2 <= len(value) <= MOST_APART:
        return 0
    is_flat = all(isinstance(one, float) or is_single(one) for one in value)
    return len(value) if is_flat else 0


def changed(answer: Answer) -> tuple[int, ...]:
    """Positions of the arguments that the call did not leave as they were sent."""
    pairs = zip(answer.asked, answer.afterwards, strict=False)
    return tuple(k for k, (sent, left) in enumerate(pairs) if not identical(sent, left))


def identical(one: Any, other: Any) -> bool:
    """Same shape and same numbers; anything but two arrays counts as identical."""
    if type(one) is not np.ndarray:
        return True
    return type(other) is np.ndarray and np.array_equal(one, other)
