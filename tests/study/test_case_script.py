"""The case: it holds the call that a check made, runs on its own, and shows the same again."""

from __future__ import annotations

import contextlib
import io
import json
import re
import warnings
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp

from autograder import cli
from autograder.authoring.build import notebook_text
from autograder.grading.codec import decode
from autograder.grading.draw import Draw
from autograder.grading.errors import KitError
from autograder.grading.grade import SOLUTIONS, ending_of, fixtures, session_of
from autograder.grading.recording import FOLDER
from autograder.grading.source import FileSource
from autograder.grading.spec import all_checks
from autograder.grading.task import Task
from autograder.study.case import MARK, Case, Recorder, case_of, literal, script
from tests.notebooks import FOLDER as SUBMISSIONS
from tests.notebooks import HEADER
from tests.study.projects import project

WRONG = sorted(p for p in (SUBMISSIONS / "wrong").glob("*/*.py") if p.stem[:5] != "stub_")
TASKS = {check.task.number: check.task for check in all_checks()}
REMEMBERS = SUBMISSIONS / "wrong" / "day4_ex1" / "mean_remembered.py"
"""It goes wrong only where one check follows another."""
QUICK = ("dip_missed", "bias_zeros", "gradient_half", "same_row", "index_out_of_range", "x_changed")


def asked() -> Iterator[Any]:
    """The inputs of the public checks: those on record, the integrands of 1.1, and odd numbers."""
    for path in FOLDER.glob("*.json"):
        for question in json.loads(path.read_text(encoding="utf-8"))["answers"]:
            yield from map(decode, json.loads(question)[1:])
    solution = SOLUTIONS / "day4_ex1.py"
    caller = Recorder(FileSource(solution), "solution", None)
    for check in all_checks()[:4]:
        session = session_of(caller, check.task.exercise, Draw())
        assert ending_of(check, fixtures(session), session) is None
    yield from chain.from_iterable(caller.made)
    yield from (np.array([[1 / 3, 1e-300]]), 0.1, -sp.oo, sp.Rational(-1, 3), sp.sqrt(2))


def of_input(value: Any) -> Any:
    """An input, or what a function or a generator gives."""
    if isinstance(value, np.random.Generator):
        return value.random(3)
    return value(0.5) if callable(value) else value


def task_of(path: Path) -> Task:
    """The task that a wrong submission is about."""
    return TASKS[HEADER.findall(path.read_text(encoding="utf-8"))[0]]


def printed(case: Case) -> str:
    """What the script of a case prints, or the kind of exception that ends it."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        try:
            exec(script(case), {"__name__": "__main__"})  # noqa: S102 -- our own script
        except Exception as error:  # noqa: BLE001 -- a wrong submission may raise anything
            return type(error).__name__
    return out.getvalue()


def test_inputs_are_written_exactly() -> None:
    """
    Every input of the public checks, written as Python, gives exactly the same value.
    """
    for value in asked():
        names: dict[str, Any] = {"np": np, "sp": sp}
        names |= {str(s): s for s in getattr(value, "free_symbols", ())}
        found = eval(literal(value), names)  # noqa: S307 -- our own text

        given, back = map(of_input, (value, found))

        assert type(given) is type(back)
        assert np.array_equal(given, back), value


def test_what_goes_wrong_after_another_check_has_no_case() -> None:
    """
    Where a function goes wrong only after an earlier check, it is said that it remembers something.
    """
    with pytest.raises(KitError, match="remembers something from an earlier check: pytest"):
        case_of(REMEMBERS, task_of(REMEMBERS))


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(p, id=p.stem, marks=[] if p.stem in QUICK else [pytest.mark.sweep])
        for number, p in enumerate(WRONG)
        if (p.stem in QUICK or number % 12 == 0) and p != REMEMBERS
    ],
)
def test_script_shows_the_behaviour_again(path: Path) -> None:
    """
    Run by itself, the script of a wrong submission prints what the check was given, or ends in
    the same exception.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as outside of these tests
        case = case_of(path, task_of(path))
        shown, answer = printed(case), case.fix.answer

    if answer and answer.crash:
        assert answer.crash.kind == shown
    elif answer and type(answer.value) in {np.ndarray, bool, int, float, str, type(None)}:
        assert shown.startswith(f"{answer.printed}{answer.value}\n")
    assert shown


def test_smallest_call_is_chosen() -> None:
    """
    Of calls with the same finding, the case is the smallest, whichever check came first.
    """
    case = case_of(SUBMISSIONS / "wrong/day4_ex2/bias_zeros.py", TASKS["2.1"])

    assert 1 == case.arguments[0].size


def test_call_of_many_says_so() -> None:
    """
    A finding that rests on many calls has the smallest of them, and a comment on how many.
    """
    case = case_of(SUBMISSIONS / "wrong/day4_ex2/same_row.py", TASKS["2.3"])

    assert case.fix.answer is None
    assert "That shows in 50 calls together;" in " ".join(script(case).split())


@pytest.mark.parametrize(
    ("name", "m", "epochs"), [("epoch_too_few", 4, 3), ("one_epoch", 4, 3), ("minibatch", 40, 1)]
)
def test_a_number_of_steps_is_that_of_the_call(name: str, m: int, epochs: int) -> None:
    """
    Where steps were counted, screen and script have the call of which the clue speaks, and the
    script names the command that shows each step.
    """
    path = SUBMISSIONS / f"wrong/day4_ex2/{name}.py"
    case = case_of(path, TASKS["2.3"])

    X, *_, asked = case.arguments
    assert (m, epochs) == (len(X), asked)
    assert {str(m * epochs), str(m)} & {*re.findall(r"\d+", case.fix.diagnosis.message)}
    assert f"np.array([{X[0].tolist()}] * {m})" in case.fix.shown["asked"]
    assert "autograder trace 2.3" in script(case)


@pytest.mark.parametrize("number", ["1.1", "2.2"])
def test_nothing_to_show_is_one_sentence(number: str) -> None:
    """
    A task that passes, or was not begun, has no case.
    """
    with pytest.raises(KitError, match=f"Task {number} shows no FIX"):
        case_of(SOLUTIONS, TASKS[number])


def test_case_is_written_and_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    The command writes one file, replaces its own, and keeps everybody else's.
    """
    monkeypatch.chdir(project(tmp_path, wrong=["2.2"]))
    path = tmp_path / "case_2_2.py"

    assert cli.DONE == cli.main(["case", "2.2"])
    first = path.read_text(encoding="utf-8")
    assert first.startswith(MARK)
    path.write_text(f"{first}# more", encoding="utf-8")
    assert cli.DONE == cli.main(["case", "2.2"])
    assert first == path.read_text(encoding="utf-8")
    assert re.search(
        r"Wrote case_2_2\.py\. Run it: .*python case_2_2\.py\n", capsys.readouterr().out
    )

    path.write_text("mine", encoding="utf-8")
    assert cli.OPEN == cli.main(["case", "2.2"])
    assert "mine" == path.read_text(encoding="utf-8")
    assert cli.DONE == cli.main(["case", "2.2", "--print"])
    assert first == capsys.readouterr().out


def test_case_of_a_notebook_is_a_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    For a notebook the lines are printed, to be pasted into a cell, and no file is read or written.
    """
    monkeypatch.chdir(tmp_path)
    text = notebook_text(SOLUTIONS / "day4_ex1.py")
    lines = text.splitlines()
    at = next(k for k, line in enumerate(lines) if "TODO 1.1" in line)
    lines[at] = '    "    return f"'
    (tmp_path / "day4_ex1.ipynb").write_text("\n".join(lines), encoding="utf-8")

    assert cli.DONE == cli.main(["case", "1.1", "--submission", "day4_ex1.ipynb"])
    said = capsys.readouterr().out
    assert "Paste this into a new cell of day4_ex1.ipynb" in said
    assert "run_path" not in said
    assert ["day4_ex1.ipynb"] == [path.name for path in tmp_path.iterdir()]
