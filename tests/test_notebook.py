"""
`check` and `hint` in a notebook, in IPython itself.
"""

from __future__ import annotations

import os
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import CapturedIO, capture_output

import autograder
from autograder.grading import files
from autograder.grading.errors import KitError
from autograder.grading.grade import SOLUTIONS, grade, run_check
from autograder.grading.screen import IN_NOTEBOOK, screen
from autograder.grading.spec import all_checks
from autograder.study.progress import FILE, MACHINES, SWITCH, load

RIGHT = "import sympy as sp\ndef indefinite_integral(f, x):\n    return sp.integrate(f, x)"
STUB = "def indefinite_integral(f, x):\n    '''Doc.'''\n    raise NotImplementedError('TODO')"


def generators() -> tuple[Any, list[int]]:
    """The states of the global generators."""
    return random.getstate(), list(np.random.get_state()[1])  # noqa: NPY002 -- the learner's


class Notebook:
    """A session of IPython that runs cells and keeps what they show."""

    def __init__(self, shell: InteractiveShell) -> None:
        self.shell = shell

    def run(self, text: str) -> Any:
        """Run one cell and return its value; `shown` then has its output."""
        with capture_output() as caught:
            result = self.shell.run_cell(text, store_history=True)
        self.caught: CapturedIO = caught
        self.error = result.error_in_exec
        return result.result

    def points(self, call: str) -> float:
        """Run a check, whose cell has no value of its own, and return the points it shows."""
        assert self.run(call) is None
        found = re.search(r"^  (\d+) of \d+ points", self.shown, re.MULTILINE)
        return float(found[1]) if found else float("nan")

    @property
    def shown(self) -> str:
        """The plain text of what the last cell displayed."""
        return "\n".join(str(output.data["text/plain"]) for output in self.caught.outputs)

    @property
    def html(self) -> str:
        """The HTML that the last cell displayed."""
        return str(self.caught.outputs[0].data["text/html"])

    @property
    def folded(self) -> str:
        """The same on one line."""
        return " ".join(self.shown.split())


@pytest.fixture
def notebook() -> Iterator[Notebook]:
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    shell.run_cell("from autograder import check, hint", store_history=True)
    yield Notebook(shell)
    InteractiveShell.clear_instance()
    shell.history_manager.end_session()


@pytest.mark.parametrize("named", ["'1.1'", "indefinite_integral", "'indefinite_integral'"])
def test_right_function_earns_its_points(notebook: Notebook, named: str) -> None:
    """
    A check names its task by number or by function, and shows its page and nothing below it.
    """
    notebook.run(RIGHT)
    points = notebook.points(f"check({named})")

    assert (12.0, 1) == (points, len(notebook.caught.outputs))
    assert "PASS  1.1  indefinite_integral" in notebook.shown
    assert "Run check() to see every task." in notebook.shown
    assert "<table>" in notebook.html


def test_points_read_back_as_a_number(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    In nbgrader's own run, the value of the cell prints as a number, which is how it is read there,
    and no picture is drawn.
    """
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    notebook.run(RIGHT)
    points = notebook.run("check('1.1')")

    assert "<img" not in notebook.html
    assert "12.0" == notebook.shell.display_formatter.format(points)[0]["text/plain"]


def test_a_bonus_is_told_to_nbgrader_beside_the_points(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The cell of a bonus has a maximum of 0, and so has what it returns.
    """
    bonus = [
        replace(check, task=replace(check.task, is_bonus=True))
        for check in all_checks()
        if check.task.number == "1.1"
    ]
    monkeypatch.setattr("autograder.notebook.all_checks", lambda: tuple(bonus))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    notebook.run(RIGHT)

    assert 0.0 == notebook.run("check('1.1')")
    assert "12 of 12 bonus points." in notebook.html
    assert {"open_points": 0, "bonus": 12} == notebook.caught.outputs[0].metadata["autograder"]


def test_stub_is_todo(notebook: Notebook) -> None:
    """
    An untouched stub is TODO, with its location.
    """
    notebook.run(STUB)

    assert 0.0 == notebook.points("check('1.1')")
    assert "TODO  1.1" in notebook.shown
    assert "Next: 1.1 indefinite_integral   line 1 of cell [2]" in notebook.shown
    assert 'Stuck? hint("1.1")' in notebook.shown


def test_crash_is_located_by_cell_and_line(notebook: Notebook) -> None:
    """
    A crash is located in the task's own function, even when a helper from another cell raised it.
    """
    notebook.run("def helper():\n    return 1 / 0")
    notebook.run("def indefinite_integral(f, x):\n    return helper()")
    notebook.run("check('1.1')")

    assert "line 2 of cell [3]\n      return helper()" in notebook.shown
    assert "Python said  : ZeroDivisionError: division by zero" in notebook.shown


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("x = 1", "There is no indefinite_integral yet. Run the cell that defines it"),
        (
            "def indefinite_integral(f, x)\n    return f",
            "Python cannot read this notebook, line 1 of",
        ),
        (
            "1 / 0\ndef indefinite_integral(f, x): ...",
            "line 1 of cell [2] stopped with ZeroDivision",
        ),
        ("def indefinite_integrals(f, x): ...", "but it has indefinite_integrals"),
        ("def definite_integral(f, x, a, b): ...", "There is no indefinite_integral yet"),
        (
            "indefinite_integral = 7",
            "indefinite_integral is an int in this notebook, not a function",
        ),
    ],
    ids=["not-run", "no-python", "stopped", "renamed", "other-task", "no-function"],
)
def test_missing_function_is_explained(notebook: Notebook, cell: str, says: str) -> None:
    """
    If a function is missing, the page says what happened to its cell.
    """
    notebook.run(cell)

    assert 0.0 == notebook.points("check('1.1')")
    assert says in notebook.folded


def test_endless_loop_ends(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A function that never ends is stopped at the limit, and the page says at which line.
    """
    limit = {**(run_check.__kwdefaults__ or {}), "seconds": 0.2}
    monkeypatch.setattr("autograder.grading.grade.run_check.__kwdefaults__", limit)
    notebook.run(
        "def indefinite_integral(f, x):\n    while True:\n"
        "        try:\n            pass\n        except: pass"
    )

    assert 0.0 == notebook.points("check('1.1')"), repr(notebook.error)
    assert "had not finished after 0.2 seconds" in notebook.folded


def test_whole_notebook_is_one_exercise(notebook: Notebook) -> None:
    """
    Without a name, a check shows every task of the exercise that is in the notebook.
    """
    notebook.run(RIGHT)

    assert 12.0 == notebook.points("check()")
    assert ["1.1", "1.2", "1.3", "1.4"] == [
        line.split()[1] for line in notebook.shown.splitlines()[:4]
    ]
    assert "12 of 40 points. 1 of 4 tasks done." in notebook.shown


def test_last_definition_counts(notebook: Notebook) -> None:
    """
    After a cell was changed and run again, the new function is checked.
    """
    notebook.run(STUB)
    notebook.run(RIGHT)

    assert 12.0 == notebook.points("check('1.1')")


@pytest.mark.parametrize("named", ["'9.9'", "len", "'integrate'", "3.1"])
def test_unknown_task_is_one_sentence(notebook: Notebook, named: str) -> None:
    """
    An unknown task is refused with one sentence that lists the tasks, not with a traceback.
    """
    notebook.run(f"check({named})")

    assert "There is no task" in notebook.caught.stdout
    assert "; the tasks are 1.1, 1.2" in notebook.caught.stdout
    assert "Traceback" not in notebook.caught.stdout + notebook.caught.stderr


def test_session_is_left_as_it_was(notebook: Notebook, capfd: pytest.CaptureFixture[str]) -> None:
    """
    A check shows one page, whatever the functions print, draw and write, and does not touch the
    generators.
    """
    noise = (
        "print('NOISE'); display('NOISE'); import os; os.write(2, b'NOISE'); os.write(1, b'NOISE')"
    )
    notebook.run(
        f"import sympy as sp\ndef indefinite_integral(f, x):\n    {noise}\n"
        "    return sp.integrate(f, x)"
    )
    random.seed(1)
    np.random.seed(1)  # noqa: NPY002 -- the generator that learners use
    before = generators()
    points = notebook.points("check('1.1')")
    caught = capfd.readouterr()

    assert 12.0 == points
    assert 1 == len(notebook.caught.outputs)
    assert "NOISE" not in notebook.shown + notebook.caught.stdout + notebook.caught.stderr
    assert "NOISE" not in caught.out + caught.err
    assert before == generators()


def test_descriptors_speak_without_a_check(capfd: pytest.CaptureFixture[str]) -> None:
    """
    Outside a check the same noise comes through, so it is the kit that silences it.
    """
    os.write(2, b"NOISE")

    assert "NOISE" == capfd.readouterr().err


def test_warnings_cost_nothing(notebook: Notebook) -> None:
    """
    A function that warns on every call keeps its points, and nothing appears on stderr.
    """
    notebook.run(
        "import sympy as sp, warnings, sys\ndef indefinite_integral(f, x):\n"
        "    warnings.warn('NOISE'); sys.stderr.write('NOISE')\n    return sp.integrate(f, x)"
    )

    assert 12.0 == notebook.points("check('1.1')")
    assert "" == notebook.caught.stderr


def test_hint_is_shown(notebook: Notebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A hint is shown in the notebook, the next one at the next call, and recorded in the project.
    """
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "day4_ex1.py").touch()
    monkeypatch.chdir(tmp_path / "exercises")
    notebook.run(STUB)
    notebook.run("hint('1.1')")
    first = notebook.folded
    notebook.run("hint('1.1')")

    assert "Hint 1 of 3 for 1.1 indefinite_integral A derivative undoes an integral." in first
    assert "Hint 2 of 3 for 1.1 indefinite_integral Start `" in notebook.folded
    assert '\n    x = sp.Symbol("x")\n' in notebook.shown
    assert "pre-wrap" in notebook.html
    assert (tmp_path / "progress.txt").exists()


def test_a_notebook_may_stand_alone(
    notebook: Notebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Where the kit was installed from a wheel, a notebook alone in its folder is checked, hints go on
    from one call to the next, and no script and no command that needs one is named.
    """
    monkeypatch.setattr(files, "__file__", str(tmp_path / "lib" / "autograder" / "grading" / "f"))
    monkeypatch.setenv(SWITCH, "on")
    for name in MACHINES:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "alone").mkdir()
    monkeypatch.chdir(tmp_path / "alone")
    notebook.run("def indefinite_integral(f, x):\n    return [x] * 900")
    notebook.run("check('1.1')")
    assert "FIX   1.1" in notebook.shown
    assert "autograder case" not in notebook.folded
    notebook.run("hint()")
    notebook.run("hint()")

    assert "Hint 2 of 3 for 1.1 indefinite_integral Open a new notebook cell, " in notebook.folded
    assert [FILE] == [path.name for path in tmp_path.rglob("*") if path.is_file()]


def test_hint_knows_what_is_wrong(
    notebook: Notebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Without a name a hint is for the first open task of the notebook, about what its cells do now;
    a level can be named, and another one is an error without a traceback.
    """
    (tmp_path / "exercises").mkdir()
    monkeypatch.chdir(tmp_path / "exercises")
    notebook.run("import numpy as np\ndef add_bias(X):\n    return X")
    notebook.run("hint(level=1)")

    assert "Hint 1 of 3 for 2.1 add_bias" in notebook.shown
    assert "The clue: X came back as it was" in notebook.folded
    notebook.run("hint(add_bias, 9)")
    assert ["Task 2.1 has hints 1 to 3."] == notebook.error._render_traceback_()


@pytest.mark.parametrize("call", ["check('2.1')", "hint('add_bias')"])
def test_task_of_the_other_notebook_is_named(notebook: Notebook, call: str) -> None:
    """
    Where a notebook defines functions of one exercise only, a task of the other is said to be in
    the other one, until a cell here begins its function.
    """
    notebook.run(RIGHT)
    notebook.run(call)
    (said,) = notebook.error._render_traceback_()
    assert said.startswith("Task 2.1 add_bias is in day4_ex2.ipynb, not in this notebook.")

    notebook.run("def add_bias(X)\n    return X")
    notebook.run(call)
    assert "Python cannot read this notebook, line 1 of cell [4]" in notebook.folded


def test_trace_follows_the_cells(notebook: Notebook) -> None:
    """
    The descent that the cells define is followed; where nobody can type, all steps are shown.
    """
    notebook.run("from autograder import trace")
    notebook.run((SOLUTIONS / "day4_ex2.py").read_text(encoding="utf-8"))
    before = generators()
    for call in ("trace()", "trace(ask=False)"):
        notebook.run(call)
        assert "   1    1      -7  [-14, -14]" in notebook.caught.stdout
        assert "It returned [3.03, 2.67], shape (2, 1)." in notebook.caught.stdout
    assert before == generators()


def test_solutions_pass_in_a_script(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Without IPython, the page is printed, and everything that the script defines is checked.
    """
    path = SOLUTIONS / "day4_ex1.py"
    names: dict[str, Any] = {"__file__": str(path), "__name__": "solution"}
    code = compile(path.read_text(encoding="utf-8"), str(path), "exec")
    monkeypatch.delitem(sys.modules, "IPython")
    exec(code, names)  # noqa: S102 -- our own solution
    names["check"] = autograder.check
    points = eval("check()", names)  # noqa: S307 -- as a line at the end of the script

    said = capsys.readouterr().out.splitlines()
    assert points is None
    assert screen(grade(path), IN_NOTEBOOK) == said


def test_error_is_an_exception_elsewhere() -> None:
    """
    In a script, asking for an unknown task raises an ordinary exception.
    """
    with pytest.raises(KitError, match=r"There is no task '9\.9'"):
        autograder.check("9.9")


def test_cell_that_stopped_earlier_is_named(notebook: Notebook) -> None:
    """
    A cell that stopped before its function is still named after another cell has failed.
    """
    notebook.run("1 / 0\ndef indefinite_integral(f, x): ...")
    notebook.run("2 / 0")
    notebook.run("check('1.1')")

    assert "cell [2] stopped before its end" in notebook.folded


@pytest.fixture
def learners_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's project, on the learner's own machine."""
    for name in (SWITCH, *MACHINES):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "exercises").mkdir()
    return tmp_path


@pytest.mark.parametrize("place", ["exercises", "."])
def test_a_check_is_recorded(
    notebook: Notebook, learners_project: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    In the learner's own project, each check is recorded as a line, and the cell does not mention
    it.
    """
    monkeypatch.chdir(learners_project / place)
    notebook.run(RIGHT)
    notebook.run("check('1.1')")

    (entry,) = load(learners_project).entries
    assert ("notebook", ["1.1"]) == (entry.event, list(entry.records))
    assert FILE not in notebook.shown


def test_a_new_pass_is_asked_about(
    notebook: Notebook, learners_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The check in which a task first passes ends with a question about it; what says why is closed,
    and not in the plain text; the next check asks nothing.
    """
    monkeypatch.chdir(learners_project)
    notebook.run(RIGHT)
    notebook.run("check('1.1', picture=False)")
    question, _, answer = notebook.html.partition("<details>")

    assert "1.1 passes. One question on why it works: F is an antiderivative of " in question
    assert "a constant C adds no slope" in answer.partition("</summary>")[2]
    assert "One question on why it works: F is an antiderivative of" in notebook.folded
    assert "adds no slope" not in notebook.folded

    notebook.run("check('1.1', picture=False)")
    assert "One question" not in notebook.html + notebook.shown


@pytest.mark.parametrize("place", ["course/autograded/ada/day4", "exercises/copy"])
def test_a_check_elsewhere_is_not_recorded(
    notebook: Notebook, learners_project: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A check of a notebook in another folder, such as a grader's copy, is not recorded in the project
    above it.
    """
    (learners_project / place).mkdir(parents=True)
    monkeypatch.chdir(learners_project / place)
    notebook.run(RIGHT)
    notebook.run("check('1.1')")

    assert not (learners_project / FILE).exists()


def test_a_check_that_cannot_be_recorded_says_so(
    notebook: Notebook, learners_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    If a check cannot be recorded, points and page stay the same, with one more sentence below, in
    both forms of the output.
    """
    (learners_project / FILE).mkdir()
    monkeypatch.chdir(learners_project)
    notebook.run(RIGHT)

    assert 12.0 == notebook.points("check('1.1')")
    assert "(This cannot be remembered in progress.txt" in notebook.folded
    assert "cannot be remembered" in notebook.caught.outputs[0].data["text/html"]


@pytest.mark.parametrize("named", ["'1.1'", "indefinite_integral"])
def test_picture_is_shown_below_the_page(notebook: Notebook, named: str) -> None:
    """
    A task that is asked for by name has its picture on the same page, with a description in words.
    """
    notebook.run(RIGHT)
    points = notebook.points(f"check({named})")
    table, _, picture = notebook.html.partition("<img ")

    assert 12.0 == points
    assert "PASS" in table
    assert 'alt="Your F, and the slope of your F next to f. ' in picture
    assert 'src="data:image/png;base64,' in picture
    assert "Your F," not in notebook.shown


def test_wrong_answer_is_drawn(notebook: Notebook) -> None:
    """
    The picture shows the function in the cell, right or wrong.
    """
    notebook.run(RIGHT.replace("sp.int", "2 * sp.int"))
    notebook.run("check('1.1')")

    assert "The slope of your F is 2 times f, at every x." in notebook.html


@pytest.mark.parametrize(
    ("cell", "call"),
    [
        (RIGHT, "check()"),
        (RIGHT, "check('1.1', picture=False)"),
        (STUB, "check('1.1')"),
        ("def indefinite_integral(f, x):\n    return 1 / 0", "check('1.1')"),
        ("def indefinite_integral(f, x):\n    return 'no'", "check('1.1')"),
        ("x = 1", "check('1.1')"),
    ],
    ids=["all", "switched off", "stub", "crash", "no curve", "missing"],
)
def test_page_without_a_picture(notebook: Notebook, cell: str, call: str) -> None:
    """
    There is no picture for all tasks at once, when it is switched off, and when nothing can be
    drawn.
    """
    notebook.run(cell)
    notebook.run(call)

    assert "<img" not in notebook.html


def test_endless_loop_is_waited_for_once(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A function that never ended in its check is not called again for a picture.
    """

    def never(*_: object, **__: object) -> None:
        raise AssertionError

    limit = {**(run_check.__kwdefaults__ or {}), "seconds": 0.2}
    monkeypatch.setattr("autograder.grading.grade.run_check.__kwdefaults__", limit)
    monkeypatch.setattr("autograder.grading.pictures.gallery.picture_of", never)
    notebook.run("def indefinite_integral(f, x):\n    while True: pass")
    notebook.run("check('1.1')")

    assert "had not finished" in notebook.folded
    assert "The picture failed" not in notebook.html


def test_picture_that_fails_costs_nothing(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A fault of the kit in a picture changes neither page nor points, and is reported.
    """

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("autograder.grading.pictures.gallery.picture_of", fail)
    notebook.run(RIGHT)

    assert 12.0 == notebook.points("check('1.1')")
    assert "The picture failed: ZeroDivisionError. This costs you nothing." in notebook.html


def test_picture_leaves_no_trace(notebook: Notebook) -> None:
    """
    After a picture, the learner's generators and plot settings are as before.
    """
    import matplotlib as mpl

    notebook.run(RIGHT)
    with mpl.rc_context({"font.size": 30}):
        settings, before = dict(mpl.rcParams), generators()
        notebook.run("check('1.1')")

        assert "<img" in notebook.html
        assert settings == dict(mpl.rcParams)
        assert before == generators()
