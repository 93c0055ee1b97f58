"""
The mistakes of any Python exercise.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from autograder.grading.caller import LocalCaller
from autograder.grading.learner import ExerciseState, Learner
from autograder.grading.source import FileSource
from autograder.grading.task import Exercise, Fix
from autograder.judges.answer import Answer, Crash
from autograder.mistakes.catalogue import Recognised, Wording, fields_of
from autograder.mistakes.python import general
from autograder.mistakes.python.general import crashed

RAISED = [
    ("misspelt", "result = 1; return reslt", "Which of the two spellings is right?"),
    ("arrow", "rate <- 1", "In Python, = assigns a value"),
    ("foreign_word", "return true", "write True, False or None"),
    ("foreign_word", "end", "moving the next line to the left"),
    ("import_lost", "return sp.exp(1)", "the line that imports sympy"),
    ("import_lost", "return np.ones(2)", "the line that imports numpy"),
    ("prompt", "In [3]: ones = 2", "what Jupyter prints beside a cell"),
    ("unpacking", "a, b = 1, 2, 3", "This line has 2 names for a different number"),
    ("unpacking", "a, b, *c = [1]", "This line has 2 names for a different number"),
    ("stub_left", "return g(1)('TODO 9.1: return it')", "brackets with TODO"),
    ("name_unknown", "return grd", "does not know grd"),
    ("name_too_early", "total += 1", "uses total before"),
    ("arguments", "return g()", "g was called with too many"),
    ("arguments", "return g(1, 2)", "g was called with too many"),
    (
        "not_installed",
        "import nowhere_at_all",
        "nowhere_at_all is not installed here. If",
    ),
    ("import_name", "from math import integral", "Check its spelling"),
    ("no_attribute", "return [].size", "type list has no size"),
    ("no_attribute", "import math; return math.integral", "The module math has no integral"),
    ("reads_keyboard", "return input()", "input()"),
    ("exits", "import sys; sys.exit()", "exit"),
    ("recursion", "return f()", "deeper than Python allows"),
    ("division_by_zero", "return 1 / 0", "divides by zero"),
    ("memory", "raise MemoryError", "more memory"),
    ("own_raise", "raise ValueError('odd {value}')", "which value"),
    ("own_raise", "assert not 'odd {value}'", "which value"),
    ("exception", "return int('odd {value}')", "with ValueError"),
    ("exception", "return {}[0]", "with KeyError"),
]
CRASH = Answer("f", crash=Crash("NameError", "name 'oo' is not defined", 3, "return oo", owner="g"))
WORDINGS = {name: item for name, item in vars(general).items() if isinstance(item, Wording)} | {
    f"{k} {mistake.key}": mistake for k, mistake in enumerate(general.CRASHES)
}


@pytest.mark.parametrize(
    ("key", "line", "says"),
    [pytest.param(*row, id=f"{k} {row[0]}") for k, row in enumerate(RAISED)],
)
def test_crash_is_met(tmp_path: Path, key: str, line: str, says: str) -> None:
    """
    What a learner's file really raises gets the sentence of its kind.
    """
    path = tmp_path / "day4_ex9.py"
    path.write_text(f"def g(a):\n    return a\n\n\ndef f():\n    {line}\n")
    learner: Any = Learner(
        ExerciseState(LocalCaller(FileSource(path), "day4_ex9", 1), Exercise("day4_ex9"))
    )
    with pytest.raises(Fix) as found:
        learner.f()

    assert key == found.value.diagnosis.key
    assert says in found.value.diagnosis.message


@pytest.mark.parametrize(
    ("line", "meant"), [("return rate", "'grate'"), ("return math.sqr", "'sqrt'")]
)
def test_python_own_guess_is_passed_on(tmp_path: Path, line: str, meant: str) -> None:
    """
    Where Python has a guess at a misspelled name, the screen has it, too.
    """
    path = tmp_path / "day4_ex9.py"
    path.write_text(f"import math\ngrate = 1\n\n\ndef f():\n    {line}\n")
    learner: Any = Learner(
        ExerciseState(LocalCaller(FileSource(path), "day4_ex9", 1), Exercise("day4_ex9"))
    )
    with pytest.raises(Fix) as found:
        learner.f()

    assert f"Did you mean: {meant}?" in found.value.shown["raised"]
    assert f"but it knows {meant[1:-1]}." in found.value.diagnosis.message


def test_every_crash_has_its_case() -> None:
    """
    No entry of the catalogue is without a case in this file.
    """
    keys = {mistake.key for mistake in general.CRASHES} - {"signature"}

    assert keys == {key for key, _, _ in RAISED}


@pytest.mark.parametrize("wording", WORDINGS.values(), ids=WORDINGS)
def test_message_is_ready_to_be_filled(wording: Wording) -> None:
    """
    Every message is ASCII, ends as a sentence does, and has named fields only.
    """
    names = fields_of(wording.message) | fields_of(wording.without)
    filled = wording.say(**dict.fromkeys(names, "it")).message

    assert filled.isascii()
    assert re.search(r"[.?]$", filled)
    assert all(name.isidentifier() for name in names)


@pytest.mark.parametrize("kind", ["KeyError", "ZeroDivisionError", "KeyboardInterrupt"])
def test_exceptions_of_python_keep_their_names(kind: str) -> None:
    """
    An exception that Python itself defines is called by its name.
    """
    assert kind == general.exception_named(kind)


@pytest.mark.parametrize("kind", ["KeyError_", "f_17", "", "int", "print"])
def test_other_exceptions_have_no_name(kind: str) -> None:
    """
    The name of any other class is one that a learner may have made up.
    """
    assert "an exception" == general.exception_named(kind)


def test_named_groups_become_fields() -> None:
    """What the pattern names becomes a field, beside function, text and owner."""
    fields: Recognised = crashed(r"name '(?P<name>\w+)'", kind="TypeError|NameError")(CRASH)

    assert {
        "function": "f",
        "text": "name 'oo' is not defined",
        "name": "oo",
        "owner": "g",
    } == fields


@pytest.mark.parametrize(
    "other",
    [{"kind": "Name"}, {"source": "theta"}, {"function": "g"}, {"owner": "h|f"}, {"pattern": "xx"}],
    ids=str,
)
def test_each_condition_must_hold(other: dict[str, str]) -> None:
    """Another class, line, function, owner or text is another exception."""
    assert crashed()(CRASH)
    assert crashed(**other)(CRASH) is None


def test_an_answer_is_no_crash() -> None:
    """A call that gave a value is never recognised."""
    assert crashed()(Answer("f", 1)) is None
