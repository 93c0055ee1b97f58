"""
One verdict at every door: terminal, notebook file, open notebook, sandbox. The fifth door is
in test_nbgrader.

Submissions on file are turned into notebooks, with one cell per top-level statement, and graded at
each door: one in twenty in a sweep, otherwise a few. `benchmarks/same_sweep.py` compares
sandbox and terminal for all of them, with as many seeds as you like.
"""

from __future__ import annotations

import gc
import json
import re
import shutil
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from notebooks import cells_of
from test_submissions import Filed, filed, graded, name_of, sampled

from autograder.authoring.build import exercise_text
from autograder.classroom.entries import Entry, Names, Upload
from autograder.classroom.intake import take_in
from autograder.grading.draw import PUBLIC_SEED
from autograder.grading.grade import SOLUTIONS, grade
from autograder.grading.source import LiveSource
from autograder.grading.spec import all_checks, spec_names
from autograder.grading.task import Check
from autograder.grading.verdict import CheckResult, Verdict
from autograder.notebook import grade_here
from autograder.sandbox.supervisor import Supervisor
from tests.classroom.rooms import laid_out

IS_LINUX = sys.platform == "linux"
ON_FILE = [*filed("right"), *filed("wrong")]
FILE = re.compile(r"[Tt]his notebook|[\w.]+\.(?:py|ipynb)\b")


def shown(checks: tuple[CheckResult, ...]) -> list[tuple[object, ...]]:
    """What a learner gets and reads, without locations and the names of files."""
    return [
        (c.name, c.outcome, c.points, c.mistake, said_in(c), c.notes, c.asked, c.returned)
        for c in checks
    ]


def said_in(check: CheckResult) -> str:
    return FILE.sub("the file", check.message)


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


@pytest.mark.parametrize("submission", sampled(ON_FILE[::40], every=5))
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
    live = grade_here(opened(shell, cells), checks_of(tasks)).checks
    if submission.mistake in {"remembers", "missing"}:  # open cells are neither loaded nor one file
        assert [one.points for one in graded(submission)] == [one.points for one in live]
    else:
        assert expected == shown(live)
    if IS_LINUX:
        sandbox = request.getfixturevalue("sandbox")
        assert expected == shown(confined(sandbox, submission, PUBLIC_SEED).checks)


@pytest.mark.skipif(not IS_LINUX, reason="the sandbox is Linux's")
@pytest.mark.parametrize("submission", ON_FILE[::120], ids=name_of)
def test_hidden_inputs_give_sandbox_and_terminal_one_verdict(
    sandbox: Supervisor, submission: Filed, tmp_path: Path
) -> None:
    """
    With the same hidden inputs, the sandbox and a local run see and say the same, and of the same
    line.
    """
    path = tmp_path / f"{submission.path.parent.name}.py"
    shutil.copy(submission.path, path)
    local = grade(path, seed="every", tasks=submission.tasks).checks
    far = confined(sandbox, submission, "every").checks

    assert shown(local) == shown(far)
    assert [Path(one.place).name for one in local] == [Path(one.place).name for one in far]


BIAS = "import numpy as np\n\n\ndef add_bias(X):\n    return np.hstack([np.ones((len(X), 1)), X])\n"
STUB = 'def add_bias(X):\n    """X."""\n    raise NotImplementedError("TODO 2.1")\n'
SCRIPT, NOTEBOOK = "day4_ex2.py", "day4_ex2.ipynb"


def notebook_of(code: str, outputs: str = "", number: int = 4) -> bytes:
    """A notebook of one cell."""
    key = "source" if number == 4 else "input"
    cells = [{"cell_type": "code", key: code, "outputs": [outputs]}]
    whole = {"cells": cells} if number == 4 else {"worksheets": [{"cells": cells}]}
    return json.dumps({**whole, "nbformat": number}).encode()


HANDED_IN = {
    "plain": ({SCRIPT: BIAS.encode()}, 6),
    "number": ({SCRIPT: STUB.encode(), "day4_ex2 (1).py": BIAS.encode()}, 6),
    "copy": ({SCRIPT: STUB.encode(), "day4_ex2 - Copy.py": BIAS.encode()}, 6),
    "text": ({SCRIPT: b"", "day4_ex2.py.txt": BIAS.encode()}, 6),
    "colab": ({NOTEBOOK: notebook_of(STUB), "Copy of day4_ex2.ipynb": notebook_of(BIAS)}, 6),
    "notebook": ({SCRIPT: STUB.encode(), NOTEBOOK: notebook_of(BIAS)}, 6),
    "below": ({SCRIPT: STUB.encode(), "done/day4_ex2.py": BIAS.encode()}, 6),
    "half-written": ({SCRIPT: b"def add_bias(X:\n    1\n", NOTEBOOK: notebook_of(BIAS)}, 0),
    "pictures": ({NOTEBOOK: notebook_of(BIAS, "A" * 2**22)}, 6),
    "format 3": ({NOTEBOOK: notebook_of(BIAS, number=3)}, 6),
    "format 3, pictures": ({NOTEBOOK: notebook_of(BIAS, "A" * 2**22, number=3)}, 6),
    "BOM": ({SCRIPT: b"\xef\xbb\xbf" + BIAS.encode()}, 6),
    "BOM in a notebook": ({NOTEBOOK: b"\xef\xbb\xbf" + notebook_of(BIAS)}, 6),
    "notebook as .py": ({SCRIPT: notebook_of(BIAS)}, 6),
    "script as .ipynb": ({NOTEBOOK: BIAS.encode()}, 6),
    "cookie": ({SCRIPT: ("# -*- coding: cp1252 -*-\n# \u00e9\n" + BIAS).encode("cp1252")}, 6),
    "cp1252": ({SCRIPT: (BIAS + "# \u00e9\n").encode("cp1252")}, 0),
    "UTF-16": ({SCRIPT: BIAS.encode("utf-16")}, 0),
    "UTF-16 without a mark": ({SCRIPT: BIAS.encode("utf-16-le")}, 0),
    "half a character": ({NOTEBOOK: notebook_of(BIAS + "# \ud83d")}, 0),
    "no notebook": ({NOTEBOOK: notebook_of(BIAS)[:-9]}, 0),
}
"""What was handed in, and the points for it; none where Python cannot read it."""


@pytest.mark.skipif(not IS_LINUX, reason="the sandbox is Linux's")
@pytest.mark.parametrize(("files", "points"), HANDED_IN.values(), ids=HANDED_IN)
def test_what_people_hand_in_gets_one_verdict(
    sandbox: Supervisor, tmp_path: Path, files: dict[str, bytes], points: int
) -> None:
    """
    Terminal and batch take the same file, whatever it is called and however it is encoded.
    """
    laid_out(tmp_path / "ada", files)
    taken = take_in(Entry("ada", (Upload(tmp_path / "ada", "ada"),)), Names(spec_names()))
    local = grade(tmp_path / "ada")
    far = sandbox.grade(taken.files, PUBLIC_SEED, "ada").verdict

    assert far is not None
    assert (points, points) == (local.points, far.points)
    assert [(c.name, c.outcome, c.mistake) for c in local.checks] == [
        (c.name, c.outcome, c.mistake) for c in far.checks
    ]


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
