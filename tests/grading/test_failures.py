"""
Why a call gave no answer.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.grading.caller import LocalCaller
from autograder.grading.learner import ExerciseState, Learner
from autograder.grading.source import FileSource
from autograder.grading.task import Exercise, Fix


def fix_of(folder: Path, text: str, function: str) -> Fix:
    """The finding of a call without arguments to a function of a file."""
    path = folder / "day4_ex9.py"
    path.write_text(text)
    caller = LocalCaller(FileSource(path), "day4_ex9", 1)
    learner = Learner(ExerciseState(caller, Exercise("day4_ex9", "An exercise")))
    with pytest.raises(Fix) as found:
        getattr(learner, function)()
    return found.value


@pytest.mark.parametrize(
    ("text", "key", "line", "says"),
    [
        pytest.param("def f():\n    return grd\n", "name_unknown", 2, "grd", id="name"),
        pytest.param("def f(a, b):\n    return a\n", "arguments", None, "f", id="arguments"),
        pytest.param("def f():\n    import nope\n", "not_installed", 2, "nope", id="import"),
        pytest.param("def f():\n    return f()\n", "recursion", 2, "itself", id="recursion"),
        pytest.param("def f():\n    return input()\n", "reads_keyboard", 2, "input", id="input"),
        pytest.param("def f():\n    raise SystemExit\n", "exits", 2, "exit", id="exit"),
        pytest.param(
            "def f():\n    raise ValueError('odd {x}')\n", "exception", 2, "odd {x}", id="other"
        ),
        pytest.param("def f(:\n", "unreadable", 1, "line 1", id="syntax"),
        pytest.param("def g():\n    return 1\n", "missing", None, "defines no f", id="missing"),
        pytest.param("f = 3\n", "not_a_function", None, "int", id="variable"),
        pytest.param("import nope\nf = nope.f\n", "stopped", 1, "nope", id="stopped-before"),
    ],
)
def test_no_answer_is_explained(
    tmp_path: Path, text: str, key: str, line: int | None, says: str
) -> None:
    """
    A call without an answer is a FIX with its own sentence and line.
    """
    fix = fix_of(tmp_path, text, "f")

    assert (key, line and f"line {line}") == (fix.diagnosis.key, fix.at and str(fix.at))
    assert says in fix.diagnosis.message


def test_renamed_function_is_found(tmp_path: Path) -> None:
    """
    A function with nearly the right name is named in the message.
    """
    fix = fix_of(tmp_path, "def add_bais(X):\n    return X\n", "add_bias")

    assert "renamed" == fix.diagnosis.key
    assert "add_bais" in fix.diagnosis.message
