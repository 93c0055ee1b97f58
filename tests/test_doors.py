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
from test_submissions import Filed, filed, graded, name_of, sampled

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
    A submission on file gets what its header says as a script, and the same points and messages as
    a notebook file, from a check in an open notebook, and in the sandbox.
    """
    path, tasks = submission.path, submission.tasks
    cells = cells_of(path.read_text("utf-8"))
    notebook = write(tmp_path / f"{path.parent.name}.ipynb", cells)
    expected = shown(graded(submission))

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
    With the same hidden inputs, the sandbox and a local run see and say the same, and of the same
    line.
    """
    local = grade(submission.path, seed="every", tasks=submission.tasks).checks
    far = confined(sandbox, submission, "every").checks

    assert shown(local) == shown(far)
    assert [c.place.rpartition(":")[2] for c in local] == [c.place.rpartition(":")[2] for c in far]


SPECIAL = """
sp.hyper((1, 2), (3,), -x)
sp.RootSum(t**3 - t - 1, sp.Lambda(t, sp.log(x - t)))
sp.meijerg(((1,), ()), ((1,), (0,)), x)
sp.polylog(2, -x)
sp.lerchphi(x, 2, 3)
sp.elliptic_k(-x)
sp.uppergamma(3, x)
sp.Ei(-x)
sp.li(x + 2)
sp.erfi(x)
sp.fresnels(x)
sp.Sum(x**t, (t, 0, sp.oo))
sp.Integral(sp.exp(-x * t), (t, 0, 1))
sp.CRootOf(t**5 - t - 1, 1)
f.integrate(x, meijerg=True)
""".strip().splitlines()


@pytest.mark.skipif(not IS_LINUX, reason="the sandbox is Linux's")
@pytest.mark.parametrize(
    "answer", [pytest.param(a, marks=[pytest.mark.sweep] * (n > 1)) for n, a in enumerate(SPECIAL)]
)
def test_special_functions_are_judged_alike_or_undecided(
    sandbox: Supervisor, tmp_path: Path, answer: str
) -> None:
    """
    Whatever function of SymPy's an answer holds, terminal and sandbox say the same, and neither
    says that it is no expression.
    """
    path = tmp_path / "day4_ex1.py"
    path.write_text(
        f"import sympy as sp\nt = sp.Symbol('t')\n\n\ndef indefinite_integral(f, x):\n"
        f"    return {answer}\n\n\ndef definite_integral(f, x, lower, upper):\n"
        f"    return ({answer}).subs(x, 2)\n"
    )
    tasks = ("1.1", "1.2")
    local = shown(grade(path, tasks=tasks).checks)
    there = sandbox.grade({path.name: path.read_bytes()}, PUBLIC_SEED, "special", tasks).verdict
    assert there is not None

    assert local == shown(there.checks)
    assert {"PASS", "FIX", "UNDECIDED"} >= {str(one[1]) for one in local}
    assert "wrong_type" not in {one[3] for one in local}


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
