"""
Half a character, as a broken editor may leave it in a notebook, always gets the same verdict.

JSON can contain the first half of an emoji without the second; UTF-8, and therefore Python, cannot.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.grading.grade import grade
from autograder.grading.source import LiveSource
from autograder.grading.spec import PROJECT, all_checks
from autograder.grading.verdict import CheckResult, Verdict
from autograder.notebook import grade_here
from autograder.sandbox.supervisor import Supervisor
from tests.warm import python

HALF = "\ud83d"
RIGHT = "import numpy as np\n\ndef add_bias(X):\n    return np.c_[np.ones((len(X), 1)), X]"
GRADIENT = "def point_gradient(xi, yi, theta):\n    return 2 * xi.T @ (xi @ theta - yi)"
WARN = "warnings.warn('\\ud83d')"
CELLS = {
    "nothing": [RIGHT, GRADIENT],
    "in a text": [RIGHT, f"x = '{HALF}'\n{GRADIENT}"],
    "in a comment": [f"{RIGHT}  # {HALF}", GRADIENT],
    "in a docstring": [RIGHT, GRADIENT.replace("\n", f"\n    '{HALF}'\n", 1)],
    "in a name": [f"{HALF} = 1", RIGHT, GRADIENT],
    "in a cell of its own": [RIGHT, HALF, GRADIENT],
    "below another broken line": [f"def f(:\n    '{HALF}'", RIGHT, GRADIENT],
    "in a magic line": [f"%reset_selective -f none{HALF}\n{RIGHT}", GRADIENT],
    "in an error": [RIGHT, "def point_gradient(xi, yi, theta):\n    raise ValueError('\\ud83d')"],
    "in an answer": [RIGHT, "def point_gradient(xi, yi, theta):\n    return '\\ud83d'"],
    "in a name made at run time": [RIGHT, "globals()['point_gradien\\ud83d'] = add_bias"],
    "in a warning": [RIGHT, "import warnings\n" + GRADIENT.replace("return", f"{WARN}; return")],
    "in what is printed": [RIGHT, GRADIENT.replace("return", "print('\\ud83d'); return")],
}
LOST = {"in a text": "2.2", "in a comment": "2.1", "in a docstring": "2.2"}
TASKS = ("2.1", "2.2")
CHECKS = tuple(check for check in all_checks() if check.task.number in TASKS)

Fact = tuple[object, ...]


def facts(verdict: Verdict | None) -> list[Fact]:
    """
    What a person gets and reads, without locations.

    An open notebook has another name, and first asks whether the cell was run.
    """
    assert verdict is not None
    return [
        (c.name, str(c.outcome), c.points, c.mistake, plain(c), c.returned) for c in verdict.checks
    ]


def plain(check: CheckResult) -> str:
    message = "" if check.mistake == "missing" else check.message
    return message.replace("day4_ex2.ipynb", "this notebook").replace("This note", "this note")


def notebook(path: Path, cells: list[str]) -> Path:
    """A notebook file with half a character in every place where a program may write one."""
    whole = {
        "cells": [
            {
                "cell_type": "code",
                "id": HALF,
                "metadata": {"name": HALF, HALF: HALF},
                "outputs": [{"output_type": "stream", "name": "stdout", "text": HALF}],
                "source": cell,
            }
            for cell in cells
        ],
        "metadata": {"authors": [HALF]},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(whole))
    assert "\\ud83d" in path.read_text()
    return path


@pytest.fixture(params=CELLS)
def kind(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def path(kind: str, tmp_path: Path) -> Path:
    return notebook(tmp_path / "day4_ex2.ipynb", CELLS[kind])


@pytest.fixture(scope="module")
def shell() -> Iterator[InteractiveShell]:
    """A session without a history file, which could not store such a cell."""
    InteractiveShell.clear_instance()
    config = Config()
    config.HistoryManager.enabled = False
    yield InteractiveShell.instance(config=config)
    InteractiveShell.clear_instance()


def test_half_a_character_costs_its_cell(kind: str, path: Path) -> None:
    """
    Only the cell that contains it cannot be read, and says so; all other cells are graded.
    """
    verdict = grade(path, seed="every", tasks=TASKS)
    task = LOST.get(kind)
    lost = [c for c in verdict.checks if c.task == task]

    assert not verdict.open_points
    assert all("it contains half a character, \\ud83d" in check.message for check in lost)
    if kind not in {"in an error", "in an answer", "in a name made at run time"}:
        assert {"PASS"} == {c.outcome for c in verdict.checks if c.task != task}


@pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")
def test_the_batch_says_what_the_terminal_says(path: Path, sandbox: Supervisor) -> None:
    """
    In the sandbox, such a notebook gets the points and messages of a local run.
    """
    graded = sandbox.grade({path.name: path.read_bytes()}, "every", "ada", TASKS)

    assert facts(grade(path, seed="every", tasks=TASKS)) == facts(graded.verdict)


def test_an_open_notebook_says_what_the_terminal_says(
    kind: str, path: Path, shell: InteractiveShell
) -> None:
    """
    A check in an open notebook that ran the same cells gives the points and messages of its file.
    """
    if kind == "in a magic line" and sys.version_info >= (3, 12):
        pytest.skip("IPython cannot read such a line on this Python")
    shell.reset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for cell in CELLS[kind]:
            shell.run_cell(cell, store_history=True)

    here = grade_here(LiveSource(shell.user_ns, shell), CHECKS)
    assert facts(grade(path, tasks=TASKS)) == facts(here)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("in a text", "day4_ex2.ipynb"),
        pytest.param("in an error", "day4_ex2.ipynb", marks=pytest.mark.sweep),
        pytest.param("in a text", "day4_ex2_\udcff.ipynb", marks=pytest.mark.sweep),
    ],
)
def test_a_terminal_can_show_it(name: str, file: str, tmp_path: Path) -> None:
    """
    `pytest autograder` shows the verdict without a traceback and without half a character, whether
    it is in the notebook or in the name of the file.
    """
    notebook(tmp_path / file, CELLS[name])
    words = ["pytest", "autograder", "-p", "no:cacheprovider", "-k", "day4_ex2"]
    words += ["--submission", str(tmp_path / file), "--json", str(tmp_path / "verdict.json")]
    done = python(words, PROJECT, {**os.environ, "AUTOGRADER_PROGRESS": "off"})

    assert (1, "") == (done.returncode, done.stderr)
    assert "2.1  add_bias" in done.stdout
    assert "Traceback" not in done.stdout
    assert 60 == json.loads((tmp_path / "verdict.json").read_text())["max_points"]
