"""Values as one short line of ASCII text, as the screen shows them."""

import re
from typing import Any

import numpy as np
import sympy as sp
from sympy.printing.str import StrPrinter

from autograder.grading.notebook_cells import printed
from autograder.grading.screen import cut
from autograder.judges.answer import Answer, Foreign, with_article
from autograder.judges.arrays import foreign_dtype
from autograder.judges.raised import by_sympy
from autograder.judges.symbolic.expressions import can_print

WIDTH = 60
LARGE = 6
"""Entries of an array: with more of them it is shown by its shape, unless it fits all the same."""
GUFUNC = re.compile(r", with gufunc signature \S+")
"""What NumPy says of a product in a notation of its own."""
NAME = re.compile(r"\b[A-Za-z_]\w*")


def show(value: Any, width: int = WIDTH) -> str:
    """One line of at most so many columns."""
    return shorten(_text(value, width), width)


def show_answer(answer: Answer) -> dict[str, Any]:
    """What one call was, as typed, and what came of it: fields of a CheckResult.

    The call takes two lines at most, as its value does; where it would be longer, arrays of more
    than two entries are shown by their shapes.
    """
    whole = _call(answer, shapes=False)
    asked = whole if len(whole) <= 2 * WIDTH else shorten(_call(answer, shapes=True), 2 * WIDTH)
    said = {"asked": asked, "is_cut": asked != whole}
    if (crash := answer.crash) is None:
        return {**said, "returned": show(answer.value, 2 * WIDTH)}
    text = GUFUNC.sub("", crash.text)
    return {**said, "raised": printed(f"{crash.kind}: {text}" if text else crash.kind)}


def _call(answer: Answer, *, shapes: bool) -> str:
    arguments = [
        f"<{'x'.join(map(str, one.shape))} array>"
        if shapes and isinstance(one, np.ndarray) and one.size > 2
        else typed(one)
        for one in answer.asked
    ]
    return " ".join(f"{answer.function}({', '.join(arguments)})".split())


def typed(value: Any) -> str:
    """What a check asks about, as an exercise file would have it: sp.exp(-x), np.array([[1.0]])."""
    if isinstance(value, np.ndarray):
        rows = value.tolist()
        alike = value.ndim == 2 and len(rows) > 2 and all(row == rows[0] for row in rows)
        return f"np.array([{rows[0]}] * {len(rows)})" if alike else f"np.array({rows})"
    if isinstance(value, np.random.Generator):
        return "np.random.default_rng(...)"  # its own text has an address
    if not isinstance(value, sp.Basic):
        return repr(value)
    own = {str(symbol) for symbol in value.free_symbols}
    return NAME.sub(lambda m: m[0] if m[0] in own else f"sp.{m[0]}", _Typed().doprint(value))


class _Typed(StrPrinter):  # type: ignore[misc]  # SymPy has no types
    """SymPy's text, but for fractions: Python reads 1/2 as a decimal."""

    def _print_Rational(self, expr: Any) -> str:  # noqa: N802 -- SymPy's name
        return f"{'-' if expr.p < 0 else ''}Rational({abs(expr.p)}, {expr.q})"


def shorten(text: str, width: int = WIDTH) -> str:
    """ASCII only, white space folded, the middle left out if it is too long."""
    return cut(" ".join(text.encode("ascii", "backslashreplace").decode().split()), width)


def _entries(value: Any) -> str:
    if not isinstance(value, float):
        return f"[{', '.join(map(_entries, value))}]" if isinstance(value, list) else repr(value)
    if "e" in (text := f"{value:.6g}"):
        return text
    is_rounded_whole = float(text).is_integer() and not value.is_integer()
    return repr(float(f"{value:.10g}" if is_rounded_whole else text))


def _foreign_text(value: Foreign) -> str:
    if dtype := foreign_dtype(value):
        return f"an array of {dtype}"
    if value.kind == "undefined":
        return f"an expression with {value.name}, a function that nothing defines"
    kind = {"sympy": "SymPy object", "oversized": "huge object"}.get(value.kind, value.kind)
    linked = "of type" if kind == "object" else "named"
    return f"{with_article(kind)} {linked} {value.name}"


def _text(value: Any, width: int = WIDTH) -> str:
    if isinstance(value, Foreign):
        return _foreign_text(value)
    if isinstance(value, np.ndarray):
        text = _entries(value.tolist()) if 0 < value.size <= WIDTH // 3 else ""
        is_shown = text and (value.size <= LARGE or len(text) <= width)
        return text if is_shown else f"an array of shape {value.shape}"
    if isinstance(value, list | tuple):
        if len(value) > LARGE:
            return f"a {type(value).__name__} of {len(value)} items"
        inside = ", ".join(map(_text, value)) + "," * (isinstance(value, tuple) and len(value) == 1)
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    if isinstance(value, int) and value.bit_length() > 1000:
        return f"a whole number of {value.bit_length()} bits"
    try:
        if not hasattr(value, "free_symbols"):
            return repr(value)
        huge = f"{with_article(type(value).__name__)} of a huge number"
        return str(value) if can_print(value) else huge
    except Exception as error:
        if not by_sympy(error):
            raise
        return f"{with_article(type(value).__name__)} that SymPy cannot print"
