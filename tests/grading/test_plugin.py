"""
The plugin: what `pytest autograder` prints, writes and returns, run as a learner runs it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.authoring.build import exercise_text
from autograder.grading.grade import SOLUTIONS
from autograder.grading.record import Record, read_record
from autograder.grading.spec import PROJECT, spec_names
from tests.outline import BONUS, CHECKS, CORE, EARNED, EVERYTHING, MOST, NAMES, POINTS, TASKS
from tests.warm import python

Run = subprocess.CompletedProcess[str]

RIGHT_11 = "return sp.integrate(f, x)"
HALF = {
    "1.1": RIGHT_11,
    "1.2": "return sp.integrate(f, x)",
    "2.1": "return np.hstack([np.ones((len(X), 1)), X])",
}
WORDS = {"1.1": "PASS", "1.2": "FIX", "2.1": "PASS"}
"""How the tasks of HALF end; all others are TODO."""


def screen_of_half() -> str:
    """The letters, the rows of all tasks, and the points of HALF."""
    letters, rows, earned = "", "", 0
    idle = {name: [one for one in TASKS if one.exercise == name and one.is_bonus] for name in NAMES}
    for task in TASKS:
        word = WORDS.get(task.number, "TODO")
        letters += {"PASS": ".", "FIX": "x", "TODO": "-"}[word] * len(task.checks)
        points = task.points if word == "PASS" else 0
        earned += points
        first, *others = idle[task.exercise]
        if task in others:
            continue
        title, most = task.title, task.points
        if task is first:
            title = f"and {len(others)} more bonus task{'s' * (len(others) > 1)}"
            most = sum(one.points for one in idle[task.exercise])
        shown = f"{'+' * task.is_bonus}{points}"
        rows += f"  {word:<4}  {task.number}  {task.function:<29}{title:<26} {shown:>3}/{most}\n"
    heading = "--------------------- Day 4: Calculus for Machine Learning ---------------------"
    said = EARNED.format(earned, 2)
    return f"{letters:<73}[100%]\n{heading}\n{rows}  {said}\n"


def fill(folder: Path, bodies: Mapping[str, str]) -> Path:
    """Stubs of all exercises in a folder, the named tasks filled with a body."""
    folder.mkdir()
    for name in spec_names():
        lines = exercise_text(SOLUTIONS / f"{name}.py").splitlines()
        for task, body in bodies.items():
            start = f'    raise NotImplementedError("TODO {task}:'
            lines = [f"    {body}" if line.startswith(start) else line for line in lines]
        (folder / f"{name}.py").write_text("\n".join(lines) + "\n")
    return folder


def run(*arguments: object, cwd: Path = PROJECT, **extra: str) -> Run:
    """`pytest autograder` with these arguments, in an environment without wishes for colour."""
    wishes = ("NO_COLOR", "FORCE_COLOR", "PY_COLORS", "PYTEST_ADDOPTS", "UV_RUN_RECURSION_DEPTH")
    env = {name: value for name, value in os.environ.items() if name not in wishes}
    plugins = {} if "-n" in arguments else {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    env |= {"PYTHONDONTWRITEBYTECODE": "1", **plugins, **extra}
    words = ["pytest", PROJECT / "autograder", "-p", "no:cacheprovider", *arguments]
    return python([str(word) for word in words], cwd, env)


def earned(record: Record) -> dict[str, int]:
    return {task.task: task.points for task in record.tasks}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with two submissions: the stubs and half of the work."""
    folder = tmp_path_factory.mktemp("learner")
    fill(folder / "stubs", {})
    fill(folder / "half", HALF)
    return folder


@pytest.fixture(scope="module")
def stubs(folder: Path) -> Run:
    return run("--submission", "stubs", "--json", "stubs.json", cwd=folder)


@pytest.fixture(scope="module")
def half(folder: Path) -> Run:
    return run("--submission", "half", "--json", "half.json", "--junitxml", "half.xml", cwd=folder)


@pytest.fixture(scope="module")
def solutions(folder: Path) -> Run:
    return run("--submission", SOLUTIONS, "--json", "solutions.json", cwd=folder)


def test_stubs_are_all_todo(stubs: Run, folder: Path) -> None:
    """
    Untouched stubs earn nothing, are all TODO and show no FIX.
    """
    record = read_record(folder / "stubs.json")

    assert (1, 0, {"TODO"}) == (
        stubs.returncode,
        record.points,
        {str(check.outcome) for task in record.tasks for check in task.checks},
    )
    assert "FIX" not in stubs.stdout
    assert "Next: 1.1 indefinite_integral" in stubs.stdout


def test_solutions_earn_every_point(solutions: Run, folder: Path) -> None:
    """
    The solutions earn every point, and the run succeeds.
    """
    assert (0, MOST) == (solutions.returncode, read_record(folder / "solutions.json").points)
    assert EVERYTHING in solutions.stdout
    assert "Your instructor may run more" in solutions.stdout


def test_screen_of_half_the_work(half: Run) -> None:
    """
    The screen shows tasks, points and one next step, in this order.
    """
    labels = [f"Next: 1.2 definite_integral   half{os.sep}day4_ex1.py:", "return sp.integrate(f"]
    labels += ["we called    : ", "it returned  : ", "clue         : ", "Stuck? autograder hint"]
    places = [half.stdout.find(label) for label in labels]

    assert half.stdout.startswith(screen_of_half())
    assert 1 == half.returncode
    assert -1 not in places
    assert sorted(places) == places


def test_screen_is_small(half: Run, stubs: Run, solutions: Run) -> None:
    """
    The screen has a line a task and at most nine more, none wider than a terminal.
    """
    for run_ in (half, stubs, solutions):
        lines = run_.stdout.splitlines()
        heading = next(number for number, line in enumerate(lines) if "Day 4:" in line)

        assert len(lines[heading + 1 : -1]) <= len(TASKS) + 9
        assert max(map(len, lines)) <= 80
        assert run_.stdout.isascii()
        assert "\x1b" not in run_.stdout


@pytest.mark.parametrize(
    ("style", "shows"),
    [
        ("short", "NotAttempted"),
        ("long", "NotAttempted"),
        ("native", "Traceback (most recent call last)"),
        ("line", "NotAttempted"),
        ("no", "1 failed"),
    ],
)
def test_explicit_style_is_the_classic_one(folder: Path, style: str, shows: str) -> None:
    """
    An explicit traceback style gives pytest's own output and keeps the exit code.
    """
    chosen = ("--submission", "half", "-k", "test_lesson_density or test_lesson_integral")
    found = run(f"--tb={style}", *chosen, cwd=folder)

    assert 1 == found.returncode
    assert ".F" in found.stdout
    assert "Next:" not in found.stdout
    assert "1 failed, 1 passed" in found.stdout
    assert shows in found.stdout


def test_traceback_shows_the_learners_line(folder: Path) -> None:
    """
    With `--tb=short` a crash shows the learner's own line.
    """
    fill(folder / "crash", {"1.1": "return sp.integrate(g, x)  # my line"})
    found = run("--submission", "crash", "--tb=short", "-k", "test_lesson_integral", cwd=folder)

    assert "return sp.integrate(g, x)  # my line" in found.stdout


@pytest.mark.usefixtures("half")
def test_junit_file_holds_points(folder: Path) -> None:
    """
    The JUnit file holds task, points possible and points earned of every check.
    """
    cases = ET.parse(folder / "half.xml").iter("testcase")  # noqa: S314 -- written by this run
    properties = [{p.get("name"): p.get("value") for p in case.iter("property")} for case in cases]

    assert CHECKS == len(properties)
    assert MOST == sum(int(found.get("points_possible") or 0) for found in properties)
    assert BONUS == sum(int(found.get("bonus_possible") or 0) for found in properties)
    earned = sum(int(found.get("points_earned") or 0) for found in properties)
    assert POINTS["1.1"] + POINTS["2.1"] == earned
    assert POINTS.keys() == {found["task"] for found in properties}


@pytest.mark.sweep
def test_workers_give_the_same_verdict(half: Run, folder: Path) -> None:
    """
    A run spread over two processes writes the same record and shows the same screen.
    """
    pytest.importorskip("xdist")
    found = run("-n", "2", "--submission", "half", "--json", "two.json", cwd=folder)

    assert half.returncode == found.returncode
    assert (folder / "half.json").read_text() == (folder / "two.json").read_text()
    assert (
        half.stdout.splitlines()[1:-1]
        == found.stdout.splitlines()[-len(half.stdout.splitlines()) + 1 : -1]
    )


@pytest.mark.parametrize(
    ("options", "last", "code"),
    [
        pytest.param(["-k", "bias"], "1 passed", 0, id="k"),
        pytest.param(["-x"], "1 passed, 1 fix", 1, id="x"),
        pytest.param(["-v", "-k", "lesson_area"], "1 fix", 1, id="v"),
    ],
)
def test_options_of_pytest_work(folder: Path, options: list[str], last: str, code: int) -> None:
    """
    Selecting, stopping and verbosity work as usual, and the last line counts tasks.
    """
    found = run("--submission", "half", *options, cwd=folder)

    assert code == found.returncode
    assert last == found.stdout.splitlines()[-1].strip("= ").partition(" in ")[0]


def test_partial_run_says_so(folder: Path) -> None:
    """
    After some checks only, the screen does not claim that all tasks are done.
    """
    found = run("--submission", "half", "-k", "bias", cwd=folder)

    assert "All checks above pass." in found.stdout
    assert "6 of 6 points. 1 of 1 task done." in found.stdout


def test_colour_on_request(folder: Path) -> None:
    """
    With `--color=yes` the words are coloured, and without the codes the text is the same.
    """
    chosen = ("--submission", "half", "-k", "lesson_area")
    plain = run(*chosen, cwd=folder, NO_COLOR="1").stdout
    coloured = run(*chosen, "--color=yes", cwd=folder).stdout

    assert "\x1b" not in plain
    assert "\x1b[33mFIX \x1b[0m" in coloured


@pytest.mark.sweep
def test_other_seed_keeps_the_solutions_right(folder: Path) -> None:
    """
    With other inputs a right submission is still right, and the record names their seed.
    """
    run("--submission", SOLUTIONS, "--seed", "other", "--json", "seed.json", cwd=folder)
    record = read_record(folder / "seed.json")

    assert (MOST, "other") == (record.points, record.seed)


@pytest.mark.sweep
def test_other_peoples_work_with_a_seed_is_warned_about(folder: Path) -> None:
    """
    With a seed for a file from outside the kit, the screen says that no sandbox protects you.
    """
    shown = run("--submission", "half", "--seed", "other", "-k", "1.1", cwd=folder).stdout

    assert "without the sandbox" in shown
    assert "without the sandbox" not in run("--submission", "half", "-k", "1.1", cwd=folder).stdout


@pytest.mark.parametrize(
    ("given", "says"),
    [
        pytest.param("nowhere", "There is nothing at", id="absent"),
        pytest.param("empty", "holds no day4_ex1.py or day4_ex2.py", id="empty"),
    ],
)
def test_unusable_submission_is_one_sentence(folder: Path, given: str, says: str) -> None:
    """
    What cannot be graded ends in exit code 4 and one message without a traceback.
    """
    (folder / "empty").mkdir(exist_ok=True)
    found = run("--submission", given, cwd=folder)
    said = [line for line in (found.stdout + found.stderr).splitlines() if "ERROR" in line]

    assert (4, 1) == (found.returncode, len(said))
    assert says in said[0]
    assert "Traceback" not in found.stdout + found.stderr


@pytest.mark.parametrize("name", NAMES)
def test_single_file_is_graded_alone(folder: Path, name: str) -> None:
    """
    A single file is graded for its own exercise only.
    """
    core = [task for task in CORE if task.exercise == name]
    points = sum(task.points for task in core)
    found = run("--submission", SOLUTIONS / f"{name}.py", cwd=folder)

    assert 0 == found.returncode
    assert f"{points} of {points} points" in found.stdout
    assert f"{len(core)} of {len(core)} tasks done." in found.stdout


def test_broken_file_costs_its_own_exercise(folder: Path) -> None:
    """
    A syntax error is one sentence with its line, and the other exercise is graded.
    """
    fill(folder / "broken", HALF)
    (folder / "broken" / "day4_ex1.py").write_text("import sympy\n\ndef f(:\n")
    found = run("--submission", "broken", "--json", "broken.json", cwd=folder)

    assert {"1.1": 0, "2.1": 6} == {
        task: points
        for task, points in earned(read_record(folder / "broken.json")).items()
        if task in {"1.1", "2.1"}
    }
    assert "Python cannot read day4_ex1.py, line 3" in " ".join(found.stdout.split())
    assert f"1 passed, 4 wait, {len(CORE) - 5} todo" in found.stdout.splitlines()[-1]


def test_noisy_file_is_graded(folder: Path) -> None:
    """
    A file that prints, reads the keyboard, shows pictures and exits keeps its points.
    """
    fill(folder / "noisy", {**HALF, "1.2": "return sp.integrate(f, (x, lower, upper))"})
    path = folder / "noisy" / "day4_ex1.py"
    noise = (
        "print('NOISE' * 99)\nname = input('NOISE')\nimport matplotlib.pyplot as plt\n"
        "plt.show()\nimport sys\nsys.exit('NOISE')\n"
    )
    path.write_text(path.read_text() + noise)
    path.write_text(noise + path.read_text())
    found = run("--submission", "noisy", "--json", "noisy.json", cwd=folder)
    points = earned(read_record(folder / "noisy.json"))

    assert (12, 10, 6) == (points["1.1"], points["1.2"], points["2.1"])
    assert "NOISE" not in found.stdout + found.stderr


def test_missing_and_renamed_functions_cost_themselves(folder: Path) -> None:
    """
    A deleted or renamed function costs its own task and is explained.
    """
    fill(folder / "gone", HALF)
    path = folder / "gone" / "day4_ex1.py"
    path.write_text(path.read_text().replace("def definite_integral(", "def definite_integrals("))
    other = folder / "gone" / "day4_ex2.py"
    other.write_text(other.read_text().replace("def add_bias(", "def ones_in_front("))
    found = run("--submission", "gone", "--json", "gone.json", cwd=folder)
    record = read_record(folder / "gone.json")
    mistakes = {task.task: task.checks[0].mistake for task in record.tasks}

    assert {"1.1": None, "1.2": "renamed", "2.1": "missing"} == {
        task: mistakes[task] for task in ("1.1", "1.2", "2.1")
    }
    assert "but it has definite_integrals" in " ".join(found.stdout.split())


def test_notebook_is_graded(folder: Path) -> None:
    """
    A notebook is graded like a script; places are cells, and what only Jupyter knows is named.
    """
    solution = SOLUTIONS / "day4_ex1.py"
    cells = [
        {"cell_type": "code", "source": "%matplotlib inline\nimport sympy as sp"},
        {"cell_type": "code", "source": f"def indefinite_integral(f, x):\n    {RIGHT_11}"},
        {"cell_type": "code", "source": "def definite_integral(f, x, lower, upper):\n    return g"},
    ]
    (folder / f"{solution.stem}.ipynb").write_text(json.dumps({"cells": cells}))
    found = run("--submission", "day4_ex1.ipynb", "--json", "notebook.json", cwd=folder)
    said = " ".join(found.stdout.split())

    assert {"1.1": POINTS["1.1"]} == {
        task: points
        for task, points in earned(read_record(folder / "notebook.json")).items()
        if points
    }
    assert "Next: 1.2 definite_integral day4_ex1.ipynb, line 2 of cell [3] return g" in said
    assert "were left out here: %matplotlib inline (cell [1])." in said


def test_notebook_beside_an_untouched_script_is_graded(folder: Path) -> None:
    """
    If only the notebook holds work, it is graded, and the screen says so.
    """
    place = fill(folder / "both", {})
    cells = [
        {"cell_type": "code", "source": "import sympy as sp"},
        {"cell_type": "code", "source": f"def indefinite_integral(f, x):\n    {RIGHT_11}"},
    ]
    (place / "day4_ex1.ipynb").write_text(json.dumps({"cells": cells}))
    found = run("--submission", "both", "-k", "1.1", cwd=folder)

    assert "PASS  1.1" in found.stdout
    assert "Graded: day4_ex1.ipynb, because day4_ex1.py holds no work." in found.stdout


def test_nothing_for_notebooks_is_imported(folder: Path) -> None:
    """
    A plain run imports nothing of the extra `notebooks`.
    """
    names = [
        "IPython",
        "ipykernel",
        "jupytext",
        "nbformat",
        "nbconvert",
        "nbgrader",
        "jupyter_core",
    ]
    lines = [
        "import sys, pytest",
        f"pytest.main([{str(PROJECT / 'autograder')!r}, '-p', 'no:cacheprovider', '-k', 'bias'])",
        f"print(set({names}) & set(sys.modules))",
    ]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(
        [sys.executable, "-B", "-c", "\n".join(lines)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "set()" == done.stdout.splitlines()[-1], done.stdout + done.stderr
