"""
The codec: what a learner's function takes and returns, as exact plain values.

Every value that crosses between a check and learner code, in this process or to another, goes
through `encode` and `decode`, so a judge never meets the learner's own classes. The wire form is
described in `wire_format`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.grading.decoder import Decoder, Oversized
from autograder.grading.encoder import Encoder
from autograder.grading.wire_format import ARRAY_BYTES, AXES, DTYPE_NAMES, CodecError, Wire
from autograder.judges.answer import Foreign

__all__ = ["CodecError", "Wire", "decode", "encode", "plain"]


SMALL = 2**64


def plain(value: Any) -> Any:
    """`decode(encode(value))`, with a short cut for most of the traffic, arrays and numbers."""
    if type(value) is float or (type(value) is int and abs(value) < SMALL):
        return value
    return value.copy() if _is_plain_array(value) else decode(encode(value))


def _is_plain_array(value: Any) -> bool:
    return (
        type(value) is np.ndarray
        and value.dtype in DTYPE_NAMES
        and value.flags.c_contiguous
        and value.ndim <= AXES
        and value.nbytes <= ARRAY_BYTES
    )


def encode(value: Any) -> Wire:
    """The wire form of any object at all."""
    return Encoder().encode(value, 0)


def decode(wire: Any) -> Any:
    """The value of a wire form, built from scratch. Raises CodecError."""
    try:
        return Decoder().decode(wire, 0)
    except CodecError:
        raise
    except Oversized:
        return Foreign("oversized", "Integer")
    except Exception as error:  # noqa: BLE001 -- a hostile expression may raise anything
        raise CodecError(f"The value cannot be built: {type(error).__name__}.") from None
