"""Tests of autograder/grading/memory.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.grading.caller import LocalCaller
from autograder.grading.grade import grade
from autograder.grading.memory import is_same, names_that_last
from autograder.grading.source import FileSource


def caller(folder: Path, text: str) -> LocalCaller:
    path = folder / "day4_ex9.py"
    path.write_text(text)
    return LocalCaller(FileSource(path), "day4_ex9", 1)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("def f(x, seen=[]):\n    return x\n", ["seen"]),
        ("def f(x, *, seen={}):\n    return x\n", ["seen"]),
        ("def f(x):\n    global count\n    count = x\n", ["count"]),
        ("def f(x):\n    def g():\n        global n\n        n = x\n    g()\n", ["n"]),
        ("known = {}\ndef f(x):\n    return known.get(x)\n", ["known"]),
        ("def f(x):\n    return x\nf.last = 3\n", ["f.last"]),
        ("RATE = 0.1\nNAMES = ('a',)\ndef f(x, n=3):\n    return RATE, NAMES, n\n", []),
        ("from numpy import zeros\ndef f(x):\n    return zeros(x)\n", []),
    ],
)
def test_what_lives_on_is_named(tmp_path: Path, text: str, names: list[str]) -> None:
    """
    A default that can change, an assigned name of the file, a table and an attribute live on.
    """
    made = caller(tmp_path, text)
    loaded = made.loaded()

    assert names == list(names_that_last(loaded.names, loaded.own_functions(made.source)))


def test_the_first_answer_is_that_of_a_file_loaded_anew(tmp_path: Path) -> None:
    """
    Whatever was called before, a trace holds what a call gives before all others.
    """
    made = caller(tmp_path, "n = [0]\ndef f():\n    n[0] += 1\n    return n[0]\n")
    for _ in range(3):
        made.call("f", ())

    assert ("n", 1) == made.retrace("f", ()).first
    assert 4 == made.call("f", ()).value


@pytest.mark.parametrize(
    "text",
    [
        "import random\nn = []\ndef f():\n    n.append(1)\n    return random.random()\n",
        "n = []\ndef f():\n    return n[0]\n",
        "def f():\n    return 1\n",
    ],
    ids=["chance", "crash", "nothing"],
)
def test_chance_and_crashes_tell_nothing(tmp_path: Path, text: str) -> None:
    """
    Where chance has a part, a call crashes or nothing lives on, there is no first answer.
    """
    assert None is caller(tmp_path, text).retrace("f", ()).first


@pytest.mark.parametrize(("loading", "slowest"), [(3.0, 0.0), (0.0, 3.0)])
def test_what_takes_long_is_not_done_again(tmp_path: Path, loading: float, slowest: float) -> None:
    """
    A file that loads slowly, or a slow call, is not run once more only to word a message.
    """
    made = caller(tmp_path, "n = [0]\ndef f():\n    n[0] += 1\n    return n[0]\n")
    made.call("f", ())
    made.loading, made.slowest = loading, slowest

    assert None is made.retrace("f", ()).first


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (np.array([1.0, 2.0]), np.array([1.0, 2.0 + 1e-12]), True),
        (np.array([1.0, 2.0]), np.array([1.0, 2.1]), False),
        (np.array([1.0]), np.array([[1.0]]), False),
        (np.array([np.nan]), np.array([np.nan]), True),
        ("a", "a", True),
        (1, True, False),
    ],
)
def test_rounding_makes_no_difference(one: Any, other: Any, same: bool) -> None:
    """
    Arrays are the same up to rounding, all else if it is equal in kind and value.
    """
    assert same == is_same(one, other)


RIGHT_FIRST = """
import sympy as sp
known = []
def definite_integral(f, x, lower, upper):
    known.append(sp.integrate(f, (x, lower, upper)))
    return known[{which}]
"""


@pytest.mark.parametrize(("which", "keys"), [(0, {"remembers"}), (-1, {None})])
def test_what_hangs_on_earlier_calls_is_told(
    tmp_path: Path, which: int, keys: set[str | None]
) -> None:
    """
    A wrong answer that comes from an earlier call is said to; harmless memory is not mentioned.
    """
    path = tmp_path / "day4_ex1.py"
    path.write_text(RIGHT_FIRST.format(which=which))
    checks = grade(path, tasks=["1.2"]).checks

    assert keys <= {check.mistake for check in checks}
    assert (which == -1) == all(check.mistake is None for check in checks)
