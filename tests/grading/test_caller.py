"""
Calling the functions of a learner's file in this process.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from autograder.grading.caller import LocalCaller
from autograder.grading.source import FileSource
from autograder.judges.answer import Spot


def caller(folder: Path, text: str, seed: int | None = 1) -> LocalCaller:
    path = folder / "day4_ex9.py"
    path.write_text(text)
    return LocalCaller(FileSource(path), "day4_ex9", seed)


def test_file_is_loaded_once(tmp_path: Path) -> None:
    """
    Two calls use the same module.
    """
    counted = caller(tmp_path, "n = []\ndef f():\n    n.append(1)\n    return len(n)\n")

    assert [1, 2] == [counted.call("f", ()).value for _ in range(2)]


def test_crash_is_kept_for_a_traceback(tmp_path: Path) -> None:
    """
    The exception itself is kept; the answer holds it as data.
    """
    broken = caller(tmp_path, "def f():\n    return 1 / 0\n")
    answer = broken.call("f", ())

    assert isinstance(broken.error, ZeroDivisionError)
    assert answer.crash is not None
    assert ("line 2", "ZeroDivisionError") == (str(answer.crash.spot), answer.crash.kind)


def test_reference_leaves_the_generators_alone(tmp_path: Path) -> None:
    """
    Without a seed, loading a file does not touch the global generators.
    """
    random.seed(5)
    before = random.getstate()
    caller(tmp_path, "def f():\n    return 1\n", seed=None).call("f", ())

    assert before == random.getstate()


@pytest.mark.parametrize(("asked", "line"), [(1, 3), (-1, 5), (0, 4)])
def test_the_return_that_ran_is_known(tmp_path: Path, asked: int, line: int) -> None:
    """
    Of several ways out of a function, the one that a call took is found, not those of its helpers.
    """
    text = "def f(x):\n    if x > 0:\n        return g(x)\n    if x < 0:\n        return 0\n"
    several = caller(tmp_path, f"{text}\n\ndef g(x):\n    if x:\n        return 2\n    return 3\n")
    tracing = sys.gettrace()

    assert Spot(line) == several.retrace("f", (asked,)).end
    assert tracing is sys.gettrace()


def test_a_single_way_out_is_not_looked_for(tmp_path: Path) -> None:
    """
    A function that can end in one line only is not called again.
    """
    counted = caller(tmp_path, "n = []\ndef f():\n    n.append(1)\n    return len(n)\n")

    assert None is counted.retrace("f", ()).end
    assert 1 == counted.call("f", ()).value
