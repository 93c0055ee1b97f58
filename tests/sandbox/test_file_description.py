"""
What a runner says about a file, what the checker makes of it, and files that need no runner.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograder.grading.files import shipped_stub
from autograder.grading.loading import load
from autograder.grading.source import FileSource, spot_of
from autograder.grading.spec import all_checks, functions_asked
from autograder.sandbox import messages
from autograder.sandbox.file_description import (
    RemoteFile,
    RemoteSource,
    describe,
    file_from,
    places,
    stub_description,
    unedited_stubs,
)
from autograder.sandbox.folders import PACKAGE
from autograder.sandbox.messages import FileDescription, FunctionPlace, NameDescription
from autograder.sandbox.supervisor import Report, Supervisor

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
SCRIPT = f"{EXERCISE}.py"
SHIPPED = shipped_stub(PACKAGE, EXERCISE, ".py").read_bytes()
ASKED = functions_asked(all_checks())
COMMENT = b"# Ada Lovelace\n\n"


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({SCRIPT: SHIPPED}, id="as-shipped"),
        pytest.param({SCRIPT: SHIPPED.replace(b"\n", b"\r\n")}, id="from-windows"),
        pytest.param({SCRIPT: SHIPPED, "day4_ex1.py": b"x"}, id="beside-another"),
        pytest.param({SCRIPT: COMMENT + SHIPPED}, id="signed"),
        pytest.param({SCRIPT: SHIPPED.replace(b"\n", b"\r")}, id="from-an-old-mac"),
        pytest.param({SCRIPT: SHIPPED.decode().encode("utf-16")}, id="utf-16"),
        pytest.param({SCRIPT: SHIPPED.decode().encode("utf-16-le")}, id="without-a-mark"),
    ],
)
def test_a_shipped_script_is_unedited(files: Mapping[str, bytes]) -> None:
    """
    A script counts as unedited whatever its line ends, its comments and its encoding are.
    """
    assert set(ASKED[EXERCISE]) <= set(unedited_stubs(EXERCISE, files) or {})


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({SCRIPT: SHIPPED + b"x = 1\n"}, id="a-line-more"),
        pytest.param({SCRIPT: SHIPPED.replace(b"raise", b"Raise", 1)}, id="a-letter"),
        pytest.param({SCRIPT: SHIPPED.replace(b"    raise", b"  raise", 1)}, id="a-space"),
        pytest.param({SCRIPT: SHIPPED, "day4_ex2.ipynb": b""}, id="with-a-notebook"),
        pytest.param({"day4_ex2.ipynb": SHIPPED}, id="a-notebook"),
        pytest.param({"day4_ex1.py": SHIPPED}, id="under-another-name"),
        pytest.param({SCRIPT: b"# coding: rot13\n" + SHIPPED}, id="another-encoding"),
        pytest.param({SCRIPT: SHIPPED + b"# \xff\n"}, id="not-in-utf-8"),
        pytest.param({SCRIPT: SHIPPED + b"# \0\n"}, id="a-null"),
        pytest.param({SCRIPT: SHIPPED + b"\x0b\n"}, id="an-odd-space"),
        pytest.param({SCRIPT: b""}, id="empty"),
        pytest.param({}, id="nothing"),
    ],
)
def test_a_runner_looks_at_all_else(files: Mapping[str, bytes]) -> None:
    """
    Code that differs, another file of the exercise, or text that Python may not read is run.
    """
    assert unedited_stubs(EXERCISE, files) is None


def test_an_exercise_without_an_original_is_never_unedited() -> None:
    """
    Where no original is kept, a runner looks at every file.
    """
    assert unedited_stubs("day4_ex9", {"day4_ex9.py": b""}) is None


LINES = st.one_of(
    st.text(" \t\f\v"),
    st.binary(max_size=12).map(lambda text: "#" + text.decode("latin-1")),
    st.text(max_size=12).map("  # {}".format),
    st.sampled_from(
        ["# coding: ascii", "# vim: set fileencoding=latin-1 :", "#!python", "x", '"""']
    ),
)


@given(st.lists(st.tuples(st.integers(0, 250), LINES), max_size=4))
@example([(0, "# coding: rot13")])
@example([(1, "\x0b")])
@example([(3, "# \xa0"), (100, "#\r#")])
def test_what_counts_as_unedited_is_all_stubs(
    tmp_path_factory: pytest.TempPathFactory, added: list[tuple[int, str]]
) -> None:
    """
    Whatever lines are put in: a script that counts as unedited loads, and its functions are stubs
    at the lines that it names.
    """
    lines = SHIPPED.split(b"\n")
    for place, text in added:
        lines.insert(min(place, len(lines)), text.encode("utf-8", "surrogatepass"))
    content = b"\n".join(lines)
    described = unedited_stubs(EXERCISE, {SCRIPT: content})
    if described is None:
        return
    path = tmp_path_factory.getbasetemp() / SCRIPT
    path.write_bytes(content)
    loaded = load(path, "unedited")

    assert (None, ()) == (loaded.unreadable, loaded.stops)
    assert all(loaded.has_stub(function) for function in ASKED[EXERCISE])
    for function in ASKED[EXERCISE]:
        spot = spot_of(FileSource(path), function)
        assert spot is not None
        assert spot.line == described[function]


def test_every_function_is_described_with_its_place() -> None:
    """
    The description of an unedited script names each function that is asked for, as a stub.
    """
    described = stub_description(EXERCISE, ("f", "g"), {"f": 3, "g": 9, "h": 12})

    assert [("f", True), ("g", True)] == [(one.name, one.is_stub) for one in described.names]
    assert [("f", 3), ("g", 9), ("h", 12)] == [(one.function, one.line) for one in described.places]


@pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")
@pytest.mark.parametrize("above", [b"", COMMENT], ids=["as-shipped", "signed"])
def test_a_runner_would_say_the_same(
    sandbox: Supervisor, monkeypatch: pytest.MonkeyPatch, above: bytes
) -> None:
    """
    An unedited submission gets the verdict that running it gives, and nothing of it is run.
    """
    files = {
        f"{exercise}.py": above + shipped_stub(PACKAGE, exercise, ".py").read_bytes()
        for exercise in ASKED
    }
    runner = sandbox._idle.queue[0].runner
    before = runner.count
    spared = sandbox.grade(files, "seed", "ada")
    spared_runners = runner.count - before
    # The module as this sandbox knows it: a test of pytest itself may have imported it twice.
    job = sandbox.grade.__globals__["GradingJob"]
    monkeypatch.setitem(job.unedited.func.__globals__, "unedited_stubs", lambda *_: None)
    run = sandbox.grade(files, "seed", "ada")

    assert spared_runners == 0 < runner.count - before
    assert without_costs(run) == without_costs(spared)


def without_costs(graded: Report) -> Report:
    """All but what it took."""
    return replace(graded, seconds=0.0, cpu=0.0, memory=0)
