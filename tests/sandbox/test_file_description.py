"""
What a runner tells of a file.
"""

from __future__ import annotations

import json
from pathlib import Path

from autograder.grading.module import load
from autograder.grading.source import FileSource
from autograder.sandbox import file_description, messages
from autograder.sandbox.messages import FileDescription, FunctionPlace, NameDescription

SCRIPT = """\
import math
from math import sin

x = 3


class Row: ...


def f():
    raise NotImplementedError("TODO")


def g():
    return x
"""


def told(path: Path) -> FileDescription:
    source = FileSource(path)
    found = file_description.told(load(path, "contents"), source, file_description.places(source))
    return messages.read_told(messages.told(found))


def test_names_are_told_by_kind(tmp_path: Path) -> None:
    """
    Each name comes with its kind, whether it can be called, whose it is and whether it is a stub.
    """
    path = tmp_path / "ex.py"
    path.write_text(SCRIPT, encoding="utf-8")

    assert {
        NameDescription("math", "module", False, False),
        NameDescription("sin", "builtin_function_or_method", True, False),
        NameDescription("x", "int", False, False),
        NameDescription("Row", "type", True, False),
        NameDescription("f", "function", True, True, True),
        NameDescription("g", "function", True, True),
    } == set(told(path).names)


def test_functions_are_told_with_their_lines(tmp_path: Path) -> None:
    """
    Every function of a script has its line, whatever becomes of the file.
    """
    path = tmp_path / "ex.py"
    path.write_text(SCRIPT + "1 / 0\n", encoding="utf-8")

    assert (FunctionPlace("f", 10, None), FunctionPlace("g", 14, None)) == told(path).places
    assert ["ZeroDivisionError"] == [stop.kind for stop in told(path).stops]


def test_a_cell_that_is_no_python_has_its_place(tmp_path: Path) -> None:
    """
    Of a notebook's cell that Python cannot read it is known which function it begins.
    """
    path = tmp_path / "ex.ipynb"
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 2}
    cells = [{**cell, "source": "def f(:\n    pass"}]
    path.write_text(
        json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}),
        encoding="utf-8",
    )

    assert [("f", 0)] == [(place.function, place.line) for place in told(path).places]


def test_a_file_that_is_gone_has_no_places(tmp_path: Path) -> None:
    """
    What cannot be read has no functions, and that is no error.
    """
    assert () == file_description.places(FileSource(tmp_path / "ex.ipynb"))
