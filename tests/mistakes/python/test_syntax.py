"""
What is said of a line that is not Python.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from autograder.grading.caller import LocalCaller
from autograder.grading.learner import ExerciseState, Learner
from autograder.grading.source import FileSource
from autograder.grading.task import Exercise, Fix
from autograder.mistakes.python.syntax import ADVICE, SLIPS, advice_on

BROKEN = [
    ("y = g(x, (1, 2)\nz = 3", "line 1: '(' was never closed. Count the brackets"),
    ("y = g(x))", "line 1: unmatched ')'. Delete it"),
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
    (
        "y = 2 $ x",
        "line 1: invalid syntax. Correct it first. If it looks right, look at the line above",
    ),
    ("nonlocal x", "module level. Correct that line first. The checks of this file wait for it."),
    ("f(x) = 2", "Only a name may be to the left of ="),
    ("if x = 2:\n    pass", "to compare, write =="),
    ('def f():\n    """One.\n    return 1\n', "Above it, a triple-quoted string has lost"),
    ("x = \u201ca\u201d", "A character in it only looks like one of Python's"),
    ("x = 1\u00a0+ 2", "There is an invisible character in it"),
    ("\u200by = 2", "from copying: type the line again. The checks"),
    ("y = 2x", "write the * of the product"),
    ("def f():\n    from math import *", "Write that import above all functions"),
    ("return 2 xi.T (xi theta - yi)", "Between two values an operator is missing"),
    ("y = 2 x", "Between two values an operator is missing"),
    ("lambda = 2", "lambda is a word of Python's own"),
    ("def f(theta, lambda, n):\n    pass", "lambda is a word of Python's own"),
    ("<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> other", "Git marks two versions"),
    ("<!DOCTYPE html>\n<html>", "This is a web page or a document"),
    ("128     ones = 2", "Delete the line number in front"),
    ("function f(x):\n    return x", "Python begins a function with def"),
    ("if x && y:\n    pass", "Python writes these as words: and, or, not"),
    ("if !(x):\n    pass", "Python writes these as words: and, or, not"),
    ("step++", "write += 1"),
    ("x = a ? b : c", "one if condition else other"),
    ("x = a %*% b", "with @"),
    ("x = a .* b", "NumPy's * and / work entry by entry"),
    ("x = y * X' * z", "A transpose is written .T"),
    (">>> x = 2", "Leave out the >>>"),
    ("```python\nx = 2\n```", "Three backticks"),
    ("if x {\n    y\n}", "needs no braces"),
    ("def f():\n    retrun x", "Is return spelt right?"),
    ("y = 2 * x @", "The line ends before its last value"),
    ("def f():\n    return x == 1 and", "The line ends before its last value"),
    ("def f():\n    return area = 1", "To return a value, leave out the ="),
    ("def f():\n    return g(x, 2) = 1", "To return a value, leave out the ="),
    ("def f():\n    return g(x, a=2) b", "Between two values an operator is missing"),
    ("else:\n    pass", "Its if, for or try is above it"),
    ("x = 1 if y", "Within a line, if needs its else"),
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
    runs = f"The checks run on Python {sys.version_info[0]}.{sys.version_info[1]}, "

    said = advice_on(*refused(text))

    assert said.startswith(runs)
    assert ("braces" in said) == (what == "braces")
    assert runs not in advice_on(*refused(text), since)


@pytest.mark.parametrize("text", ["f'}'", "f'{}'", "print(f'{x')", "y = 'don", "f(x] = 2", "x y"])
def test_a_plain_slip_is_not_called_newer_syntax(text: str) -> None:
    """What no Python reads is never put down to the version."""
    assert "The checks run on" not in advice_on(*refused(text))


@pytest.mark.parametrize("line", ['return "ok!" x', "y = 1./x y", "y = a--b c"])
def test_what_python_reads_is_not_blamed(line: str) -> None:
    """A sign that Python knows, beside a slip in the same line, is not the slip."""
    said = advice_on("invalid syntax", line)

    assert not any(words in said for words in ("and, or, not", "leave out the dot", "+= 1"))


def test_every_advice_has_its_case() -> None:
    """
    No advice is without a line in this file.
    """
    said = " ".join(says for _, says in BROKEN)

    advice = [*ADVICE.values(), *(one for _, one in SLIPS)]
    assert [] == [one for one in advice if one.partition(" ")[0] not in said]
