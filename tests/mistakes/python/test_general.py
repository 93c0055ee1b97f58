"""
The mistakes of any Python exercise.
"""

from __future__ import annotations

import re
import sys
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
    ("misspelt", "result = 1; return reslt", "Do you mean result?"),
    ("name_unknown", "return grd", "does not know grd"),
    ("name_too_early", "total += 1", "uses total before"),
    ("arguments", "return g()", "g was called with too many"),
    ("arguments", "return g(1, 2)", "g was called with too many"),
    (
        "not_installed",
        "import nowhere_at_all",
        "nowhere_at_all is not here. If",
    ),
    ("import_name", "from math import integral", "Check its spelling"),
    ("no_attribute", "return [].size", "type list has no size"),
    ("no_attribute", "import math; return math.integral", "The module math has no integral"),
    ("reads_keyboard", "return input()", "input()"),
    ("exits", "import sys; sys.exit()", "exit"),
    ("recursion", "return f()", "deeper here"),
    ("division_by_zero", "return 1 / 0", "divides by zero"),
    ("memory", "raise MemoryError", "more memory"),
    ("exception", "raise ValueError('odd {value}')", "with ValueError"),
    ("exception", "raise KeyError", "with KeyError"),
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


BROKEN = [
    ("y = g(x, (1, 2)\nz = 3", "line 1: '(' was never closed. Count the brackets"),
    ("y = g(x))", "line 1: unmatched ')'. Take it away"),
    ("y = g([1, 2)", "Close each bracket with its own kind"),
    (
        "for i in x\n    pass",
        "line 1: expected ':'. A line that opens a block",
    ),
    ("if x:\n    pass\nelse if y:\n    pass", "else if is elif"),
    (
        "def g():\nreturn 1",
        "line 2: expected an indented block after function definition on line 1. Below",
    ),
    ("x = 1\n    y = 2", "line 2: unexpected indent. Move it to the left"),
    ("def g():\n        x = 1\n    y = 2", "outer indentation level. Start it in the same column"),
    ("def g():\n    x = 1\n\ty = 2", "Replace each tab"),
    ("return 3", "'return' outside function. Move it to the right"),
    ("y = 'a", "Close the text with the quotes"),
    ("y = g(2 x)", "Perhaps you forgot a comma. Between two parts of it"),
    ("x = 1\ny\u00a0= 2", "line 2: invalid non-printable character U+00A0. There is an invisible"),
    ("\u200by = 2", "from copying: type the line again. The checks"),
    ("y = \u201ca\u201d", "A character in it only looks like one of Python's"),
    (
        "y = 2 x",
        "line 1: invalid syntax. Correct it first. If it looks right, look at the line above",
    ),
    (
        "f(x) = 2",
        "instead of '='. Correct that line first. The checks of this file wait for it.",
    ),
]


@pytest.mark.parametrize(("text", "says"), BROKEN, ids=range(len(BROKEN)))
def test_a_line_that_is_not_python_has_one_thing_to_do(
    tmp_path: Path, text: str, says: str
) -> None:
    """
    Beside the line and Python's own words there is one action that fits every line of its kind.
    """
    path = tmp_path / "day4_ex9.py"
    path.write_text(f"{text}\n")
    caller = LocalCaller(FileSource(path), "day4_ex9", 1)
    with pytest.raises(Fix) as found:
        Learner(ExerciseState(caller, Exercise("day4_ex9"))).call("f")

    assert says in found.value.diagnosis.message


NEWER = [
    ("print(f'{names['a']}')", (3, 12), "braces"),
    ('print(f"{d["a"]} and {d["b"]}")', (3, 12), "braces"),
    ("print(f'{'\\n'.join(x)}')", (3, 12), "braces"),
    ("print(f\"{'\\n'.join(x)}\")", (3, 12), "braces"),
    ("print(f'{f'{1}'}')", (3, 12), "braces"),
    ("print(f'{\n  x\n}')", (3, 12), "braces"),
    ("print(f'{x  # c\n}')", (3, 12), "braces"),
    ("type X = int", (3, 12), "line"),
    ("def f[T](x):\n    return x", (3, 12), "line"),
    ("class A[T]:\n    pass", (3, 12), "line"),
    ("try:\n    pass\nexcept A, B:\n    pass", (3, 14), "line"),
    ("x = t'{a}'", (3, 14), "line"),
    ("y = [*x for x in z]", (3, 15), "line"),
    ("lazy import x", (3, 15), "line"),
]


def refused(text: str) -> tuple[str, str]:
    """What Python says of a text that it cannot read, and the line."""
    with pytest.raises(SyntaxError) as found:
        compile(text, "", "exec")
    return found.value.msg, (found.value.text or "").strip()


@pytest.mark.parametrize(("text", "since", "what"), NEWER, ids=range(len(NEWER)))
def test_newer_syntax_names_the_python_that_runs_the_checks(
    text: str, since: tuple[int, int], what: str
) -> None:
    """What a later Python reads is told with the version that runs here, and what to rewrite."""
    if sys.version_info >= since:
        compile(text, "", "exec")
        return
    runs = f"Python {sys.version_info[0]}.{sys.version_info[1]} runs the checks"

    said = general.advice_on(*refused(text))

    assert said.startswith(runs)
    assert ("braces" in said) == (what == "braces")
    assert runs not in general.advice_on(*refused(text), since)


@pytest.mark.parametrize("text", ["f'}'", "f'{}'", "print(f'{x')", "y = 'don", "f(x] = 2", "x y"])
def test_a_plain_slip_is_not_called_newer_syntax(text: str) -> None:
    """What no Python reads is never put down to the version."""
    assert "runs the checks" not in general.advice_on(*refused(text))


def test_every_advice_has_its_case() -> None:
    """
    No advice is without a line in this file.
    """
    said = " ".join(says for _, says in BROKEN)

    assert [] == [one for one in general.ADVICE.values() if one.partition(" ")[0] not in said]


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
    assert f"Do you mean {meant[1:-1]}?" in found.value.diagnosis.message


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
