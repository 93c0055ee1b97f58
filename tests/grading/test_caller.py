"""
Calling a learner's functions in this process.
"""

from __future__ import annotations

import random
from pathlib import Path

from autograder.grading.caller import LocalCaller
from autograder.grading.source import FileSource


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
