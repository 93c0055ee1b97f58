"""
Exercises that were handed in as they were shipped.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace

import pytest

from autograder.grading.originals import original
from autograder.grading.spec import all_checks, functions_asked
from autograder.sandbox import sheet
from autograder.sandbox.libraries import PACKAGE
from autograder.sandbox.supervisor import Graded, Supervisor
from autograder.sandbox.untouched import is_untouched, told_of

EXERCISE = "day4_ex2"
SHIPPED = original(PACKAGE, EXERCISE, ".py").read_bytes()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"day4_ex2.py": SHIPPED}, True, id="as-shipped"),
        pytest.param({"day4_ex2.py": SHIPPED.replace(b"\n", b"\r\n")}, True, id="from-windows"),
        pytest.param({"day4_ex2.py": SHIPPED, "day4_ex1.py": b"x"}, True, id="beside-another"),
        pytest.param({"day4_ex2.py": SHIPPED + b"x = 1\n"}, False, id="a-line-more"),
        pytest.param({"day4_ex2.py": SHIPPED.replace(b"raise", b"Raise", 1)}, False, id="a-letter"),
        pytest.param({"day4_ex2.py": SHIPPED, "day4_ex2.ipynb": b""}, False, id="with-a-notebook"),
        pytest.param({"day4_ex2.ipynb": SHIPPED}, False, id="a-notebook"),
        pytest.param({"day4_ex1.py": SHIPPED}, False, id="under-another-name"),
        pytest.param({}, False, id="nothing"),
    ],
)
def test_only_the_shipped_script_is_untouched(files: Mapping[str, bytes], expected: bool) -> None:
    """
    A script counts as untouched line by line, and only where nothing else holds its exercise.
    """
    assert expected is is_untouched(EXERCISE, files)


def test_an_exercise_without_an_original_is_never_untouched() -> None:
    """
    Where no original is kept, a runner looks at every file.
    """
    assert not is_untouched("day4_ex9", {"day4_ex9.py": b""})


def test_every_function_is_told_with_its_place() -> None:
    """
    What is told of a shipped script names each function that is asked for, as a stub with a line.
    """
    for exercise, asked in functions_asked(all_checks()).items():
        told = told_of(exercise, asked)
        assert [(name, True) for name in asked] == [(one.name, one.is_stub) for one in told.names]
        assert set(asked) <= {place.function for place in told.places if place.line}


@pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")
def test_a_runner_would_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    An untouched submission gets the verdict that running it gives, and nothing of it is run.
    """
    files = {
        f"{exercise}.py": original(PACKAGE, exercise, ".py").read_bytes()
        for exercise in functions_asked(all_checks())
    }
    with Supervisor() as supervisor:
        spared = supervisor.grade(files, "seed", "ada")
        monkeypatch.setattr(sheet, "is_untouched", lambda *_: False)
        run = supervisor.grade(files, "seed", "ada")

    assert spared.memory == 0 < run.memory
    assert told_alike(run) == told_alike(spared)


def told_alike(graded: Graded) -> Graded:
    """All but what it took."""
    return replace(graded, seconds=0.0, cpu=0.0, memory=0)
