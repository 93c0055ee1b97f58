"""
What a runner says about a file, what the checker makes of it, and files that need no runner.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.grading.loading import load
from autograder.grading.source import FileSource
from autograder.sandbox import messages
from autograder.sandbox.file_description import (
    RemoteFile,
    RemoteSource,
    describe,
    file_from,
    places,
    stub_description,
)
from autograder.sandbox.messages import FileDescription, FunctionPlace, NameDescription

TEXT = """\
import math
from math import sin

x = 3


class Row: ...


def f():
    raise NotImplementedError("TODO")


def g():
    return x
"""


def described(path: Path) -> FileDescription:
    source = FileSource(path)
    found = describe(load(path, "described"), source, places(source))
    return messages.read_description(messages.write_description(found))


def test_names_are_described_by_kind(tmp_path: Path) -> None:
    """
    Each name comes with its kind, whether it can be called, whose it is and whether it is a stub.
    """
    path = tmp_path / "ex.py"
    path.write_text(TEXT, encoding="utf-8")

    assert {
        NameDescription("math", "module", False, False),
        NameDescription("sin", "builtin_function_or_method", True, False),
        NameDescription("x", "int", False, False),
        NameDescription("Row", "type", True, False),
        NameDescription("f", "function", True, True, True),
        NameDescription("g", "function", True, True),
    } == set(described(path).names)


def test_functions_are_described_with_their_lines(tmp_path: Path) -> None:
    """
    Every function of a script has its line, whatever becomes of the file.
    """
    path = tmp_path / "ex.py"
    path.write_text(TEXT + "1 / 0\n", encoding="utf-8")

    begun = (FunctionPlace("f", 0, None), FunctionPlace("g", 0, None))
    defined = (FunctionPlace("f", 11, None), FunctionPlace("g", 15, None))
    assert (*begun, *defined) == described(path).places
    assert ["ZeroDivisionError"] == [kind for kind, *_ in described(path).stops]


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

    assert [("f", 0)] == [(place.function, place.line) for place in described(path).places]


def test_a_file_that_is_gone_has_no_places(tmp_path: Path) -> None:
    """
    A file that cannot be read has no functions, and that is not an error.
    """
    assert () == places(FileSource(tmp_path / "ex.ipynb"))


@pytest.mark.parametrize(
    ("kind", "is_callable"), [("function", True), ("type", True), ("int", False), ("odd", False)]
)
def test_names_keep_their_kind(kind: str, is_callable: bool) -> None:
    """
    The checker knows of each name the class of its value, and whether it can be called.
    """
    names = (NameDescription("x", kind, is_callable, is_own=False),)
    file = file_from(FileDescription("day4_ex9.py", names, None, (), False, "", ()))

    assert (kind, is_callable) == (file.kind_of("x"), file.is_callable("x"))
    assert (True, False) == (file.defines("x"), file.defines("y"))


def test_stubs_and_own_functions_are_known() -> None:
    """
    What a runner knows to be a stub is one for the checker, and so is what the learner wrote.
    """
    names = (
        NameDescription("f", "function", True, True, is_stub=True),
        NameDescription("g", "function", True, True),
        NameDescription("sin", "function", True, False),
    )
    file = file_from(FileDescription("day4_ex9.py", names, None, (), False, "", ()))

    assert [True, False, False] == [file.has_stub(name) for name in ("f", "g", "h")]
    assert ["f", "g"] == file.own_functions(RemoteSource("day4_ex9.py"))


def test_a_file_that_is_lost_defines_everything() -> None:
    """
    Where no runner survives a file, every function can be asked for, and none is a stub.
    """
    file = RemoteFile(is_lost=True)

    assert (True, True, False) == (file.defines("f"), file.is_callable("f"), file.has_stub("f"))


EXERCISE = "day4_ex2"


def test_every_function_is_described_with_its_place() -> None:
    """
    The description of an unedited script names each function that is asked for, as a stub.
    """
    described = stub_description(EXERCISE, ("f", "g"), {"f": 3, "g": 9, "h": 12})

    assert [("f", True), ("g", True)] == [(one.name, one.is_stub) for one in described.names]
    assert [("f", 3), ("g", 9), ("h", 12)] == [(one.function, one.line) for one in described.places]
