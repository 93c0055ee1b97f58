"""
What is written in a file, found without parsing it.
"""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.written import Written, written

STUB = 'def f(x):\n    """F."""\n    raise NotImplementedError("TODO")\n'
WORK = "def f(x):\n    return x\n"


def seen(text: str | bytes) -> Written:
    """What is written in a script."""
    return written(text.encode() if isinstance(text, str) else text, is_notebook=False)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "above",
    ["# start here\n    ", "\n\n", "# a\n\n    # raise\n", "    #\n    #\n"],
    ids=["comment", "blank", "both", "empty"],
)
def test_comments_are_no_work(above: str, end: str) -> None:
    """
    A stub stays one with comments and blank lines above any of its lines.
    """
    for line in STUB.splitlines()[1:]:
        found = seen(STUB.replace(line, f"{above}{line}").replace("\n", end))

        assert (frozenset({"f"}), frozenset(), True) == (found.begun, found.filled, found.is_idle)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_work_is_seen_however_lines_end(end: str) -> None:
    """
    What is written, and whether it is the same, does not depend on the ends of lines.
    """
    text = f"import sympy\n{STUB.replace('f(', 'g(')}{WORK}"
    found = seen(text.replace("\n", end))
    book = json.dumps({"cells": [{"cell_type": "code", "source": text.replace("\n", end)}]})

    assert frozenset({"f"}) == found.filled
    assert found == seen(text)
    assert found.digest == seen(book).digest


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_damaged(encoding: str) -> None:
    """
    In a text in UTF-16, with or without a mark, the work is seen that Python cannot read.
    """
    found = seen(WORK.encode(encoding))

    assert found.is_damaged
    assert found.holds_work(["f"])
    assert not seen(WORK).is_damaged


@given(st.binary(max_size=60))
def test_any_bytes_are_looked_at(content: bytes) -> None:
    """
    Any bytes at all can be described.
    """
    assert written(content, is_notebook=True).filled <= written(content, is_notebook=True).begun


def test_comments_without_end_are_told_in_no_time() -> None:
    """
    A function that begins with very many comments is recognised at once.
    """
    start = time.process_time()
    seen("def f():\n" + "#" * 9_000)
    seen("def f():\n" + "# #\n \n" * 200_000)

    assert time.process_time() - start < 1
