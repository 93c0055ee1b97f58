"""
The failure: why a function cannot be called, or what it needs was never made.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.grading.caller import LocalCaller
from autograder.grading.failure import failure, never_made
from autograder.grading.source import FileSource


def caller_of(folder: Path, text: str) -> LocalCaller:
    path = folder / "day4_ex9.py"
    path.write_text(text, encoding="latin-1")
    return LocalCaller(FileSource(path), "day4_ex9", 1)


@pytest.mark.parametrize(
    ("text", "key", "line", "says"),
    [
        pytest.param("def f(:\n", "unreadable", 1, "line 1", id="syntax"),
        pytest.param("def g():\n    return 1\n", "missing", None, "defines no f", id="missing"),
        pytest.param("f = 3\n", "not_a_function", None, "int", id="variable"),
        pytest.param(
            "import nope\nf = nope.f\n",
            "no_module",
            1,
            "The import of nope in",
            id="stopped-before",
        ),
        pytest.param("\nf = wrap(abs)\n", "stopped", 2, "run the cell", id="name-before"),
        pytest.param("# caf\xe9\n", "unreadable", None, "as UTF-8", id="latin-1"),
        pytest.param("f = 1\n\0\0", "unreadable", None, "as UTF-8", id="null-bytes"),
        pytest.param("\0".join("f = 1\n\0"), "unreadable", None, "as UTF-8", id="utf-16"),
        pytest.param("# coding: rot13\nf = 1\n", "unreadable", None, "names an enc", id="rot13"),
        pytest.param("# coding: klingon\nf = 1\n", "unreadable", None, "that line", id="klingon"),
        pytest.param(f"x = {'-' * 9_000}1\n", "unreadable", None, "several steps", id="too-deep"),
        pytest.param("if 1:\n    def f():\n        f(\n", "unreadable", 3, "line 3", id="inside"),
        pytest.param("class A:\n    def f():\n        pass\n", "missing", None, "edge", id="class"),
        pytest.param("PK\x03\x04", "unreadable", None, "is a zip archive", id="archive"),
        pytest.param("import nope\nx = 3\n", "missing", None, "defines no f", id="stopped-else"),
    ],
)
def test_what_keeps_a_function_from_being_called_is_named(
    tmp_path: Path, text: str, key: str, line: int | None, says: str
) -> None:
    """
    A file that cannot be read, or does not define the function, has its own sentence and line.
    """
    fix = failure("f", caller_of(tmp_path, text), ("f",))

    assert fix is not None
    assert (key, line and f"line {line}") == (fix.diagnosis.key, fix.at and str(fix.at))
    assert says in fix.diagnosis.message


def test_a_function_that_is_there_has_no_failure(tmp_path: Path) -> None:
    """
    Whatever it does when it is called.
    """
    assert failure("f", caller_of(tmp_path, "def f():\n    return 1 / 0\n"), ("f",)) is None


def test_renamed_function_is_found(tmp_path: Path) -> None:
    """
    A function with nearly the right name is named, unless it is that of another task.
    """
    caller = caller_of(tmp_path, "def add_bais(X):\n    return X\n")
    renamed = failure("add_bias", caller, ("add_bias",))
    other = failure("add_bias", caller, ("add_bias", "add_bais"))

    assert renamed is not None
    assert other is not None
    assert ("renamed", "missing") == (renamed.diagnosis.key, other.diagnosis.key)
    assert "add_bais" in renamed.diagnosis.message


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        pytest.param(
            "import nope as n\nk = n.k\ndef f():\n    return k\n",
            "no_module",
            "nope in line 1 fails: that module is not installed here. If it is a file of yours",
            id="never-imported",
        ),
        pytest.param(
            "from nope import *\ndef f():\n    return ones()\n",
            "no_module",
            "The import of nope in line 1 fails",
            id="star",
        ),
        pytest.param(
            "k = len(3)\ndef f():\n    return k\n",
            "never_made",
            "k was never made: line 1 stopped with TypeError",
            id="never-made",
        ),
    ],
)
def test_a_name_that_was_never_made_leads_to_the_line_that_stopped(
    tmp_path: Path, text: str, key: str, says: str
) -> None:
    """
    Where a call misses a name, the line that should have made it is named, and why it did not.
    """
    caller = caller_of(tmp_path, text)
    (answer,) = caller.calls("f", [()])
    found = never_made(answer, caller.loaded().stops, caller.source.name)

    assert found is not None
    assert key == found.key
    assert says in found.message
