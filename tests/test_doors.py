"""
One verdict at every door: terminal, notebook file, open notebook, sandbox. The fifth door is
in test_nbgrader.

Submissions on file are turned into notebooks, with one cell per top-level statement, and graded at
each door: all of them in a sweep, otherwise a sample. `benchmarks/same_sweep.py` compares sandbox
and terminal with as many seeds as you like.
"""

from __future__ import annotations

import gc
import json
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from notebooks import cells_of
from test_submissions import Filed, filed, name_of, sampled

from autograder.authoring.build import exercise_text
from autograder.grading.draw import PUBLIC_SEED
from autograder.grading.grade import SOLUTIONS, grade
from autograder.grading.source import LiveSource
from autograder.grading.spec import all_checks
from autograder.grading.task import Check
from autograder.grading.verdict import CheckResult, Verdict
from autograder.notebook import grade_here
from autograder.sandbox.supervisor import Supervisor

IS_LINUX = sys.platform == "linux"
ON_FILE = [*filed("right"), *filed("wrong")]


def shown(checks: tuple[CheckResult, ...]) -> list[tuple[object, ...]]:
    """What a learner gets and reads, without locations."""
    return [
        (c.name, c.outcome, c.points, c.mistake, c.message, c.notes, c.asked, c.returned)
        for c in checks
    ]


def confined(sandbox: Supervisor, submission: Filed, seed: str) -> Verdict:
    """The verdict of a batch."""
    files = {f"{submission.path.parent.name}.py": submission.path.read_bytes()}
    verdict = sandbox.grade(files, seed, name_of(submission), submission.tasks).verdict
    assert verdict is not None
    return verdict


def checks_of(tasks: tuple[str, ...]) -> tuple[Check, ...]:
    return tuple(check for check in all_checks() if check.task.number in tasks)


def write(path: Path, cells: list[str]) -> Path:
    """Write a notebook file of these cells."""
    whole = {"cells": [{"cell_type": "code", "source": cell} for cell in cells]}
    path.write_text(json.dumps(whole))
    return path


def opened(shell: InteractiveShell, cells: list[str]) -> LiveSource:
    """The same cells, run in an IPython session."""
    gc.freeze()  # a reset collects garbage, and SymPy holds much that is none
    shell.reset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for cell in cells:
            shell.run_cell(cell, store_history=True).raise_error()
    return LiveSource(shell.user_ns, shell)


@pytest.fixture(scope="module")
def shell() -> Iterator[InteractiveShell]:
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    yield shell
    InteractiveShell.clear_instance()
    shell.history_manager.end_session()


@pytest.mark.parametrize("submission", sampled(ON_FILE, every=45))
def test_every_door_gives_the_verdict_of_the_script(
    submission: Filed, tmp_path: Path, shell: InteractiveShell, request: pytest.FixtureRequest
) -> None:
    """
    A submission on file gets the same points and messages as a script, as a notebook file, from a
    check in an open notebook, and in the sandbox.
    """
    path, tasks = submission.path, submission.tasks
    cells = cells_of(path.read_text("utf-8"))
    notebook = write(tmp_path / f"{path.parent.name}.ipynb", cells)
    expected = shown(grade(path, tasks=tasks).checks)

    assert expected == shown(grade(notebook, tasks=tasks).checks)
    assert expected == shown(grade_here(opened(shell, cells), checks_of(tasks)).checks)
    if IS_LINUX:
        sandbox = request.getfixturevalue("sandbox")
        assert expected == shown(confined(sandbox, submission, PUBLIC_SEED).checks)


@pytest.mark.skipif(not IS_LINUX, reason="the sandbox is Linux's")
@pytest.mark.parametrize("submission", ON_FILE[::60], ids=name_of)
def test_hidden_inputs_give_sandbox_and_terminal_one_verdict(
    sandbox: Supervisor, submission: Filed
) -> None:
    """
    With the same hidden inputs, the sandbox and a local run see and say the same.
    """
    local = grade(submission.path, seed="every", tasks=submission.tasks)

    assert shown(local.checks) == shown(confined(sandbox, submission, "every").checks)


@pytest.mark.parametrize("name", ["day4_ex1", "day4_ex2"])
def test_untouched_notebook_gets_the_terminals_verdict(
    name: str, tmp_path: Path, shell: InteractiveShell
) -> None:
    """
    An untouched exercise is all TODO in every way.
    """
    script = tmp_path / f"{name}.py"
    script.write_text(exercise_text(SOLUTIONS / script.name))
    cells = cells_of(script.read_text())[:-1]
    notebook = write(tmp_path / f"{name}.ipynb", cells)
    tasks = tuple(c.task.number for c in all_checks() if c.task.exercise.name == name)
    expected = shown(grade(script).checks)

    assert {"TODO"} == {one[1] for one in expected}
    assert expected == shown(grade(notebook).checks)
    assert expected == shown(grade_here(opened(shell, cells), checks_of(tasks)).checks)
