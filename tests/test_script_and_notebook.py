"""
One verdict in four ways: terminal, notebook cell, notebook file, and nbgrader (in test_nbgrader).

Submissions on file are turned into notebooks, with one cell per top-level statement, and graded in
each way: all of them in a sweep, otherwise a sample.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from notebooks import cells_of
from test_submissions import Filed, filed, sampled

from autograder.authoring.build import exercise_text
from autograder.grading.grade import SOLUTIONS, grade
from autograder.grading.live import LiveSource
from autograder.grading.spec import all_checks
from autograder.grading.task import Check
from autograder.grading.verdict import CheckResult
from autograder.notebook import grade_here

Told = tuple[str, str, int | None, str | None, str, str, str]


def shown(checks: tuple[CheckResult, ...]) -> list[Told]:
    """What a learner gets and reads, without locations."""
    return [
        (c.name, str(c.outcome), c.points, c.mistake, c.message, c.asked, c.returned)
        for c in checks
    ]


def checks_of(tasks: tuple[str, ...]) -> tuple[Check, ...]:
    return tuple(check for check in all_checks() if check.task.number in tasks)


def write(path: Path, cells: list[str]) -> Path:
    """Write a notebook file of these cells."""
    whole = {"cells": [{"cell_type": "code", "source": cell} for cell in cells]}
    path.write_text(json.dumps(whole))
    return path


def opened(shell: InteractiveShell, cells: list[str]) -> LiveSource:
    """The same cells, run in an IPython session."""
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


@pytest.mark.parametrize("submission", sampled([*filed("right"), *filed("wrong")], every=20))
def test_notebooks_get_the_verdict_of_the_script(
    submission: Filed, tmp_path: Path, shell: InteractiveShell
) -> None:
    """
    A submission on file gets the same points and messages as a script, as a notebook file, and from
    a check in an open notebook.
    """
    path, tasks = submission.path, submission.tasks
    cells = cells_of(path.read_text("utf-8"))
    notebook = write(tmp_path / f"{path.parent.name}.ipynb", cells)
    expected = shown(grade(path, tasks=tasks).checks)

    assert expected == shown(grade(notebook, tasks=tasks).checks)
    assert expected == shown(grade_here(opened(shell, cells), checks_of(tasks)).checks)


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
