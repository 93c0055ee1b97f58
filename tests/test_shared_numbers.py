"""
Two small exercises that both have a task 1.1, from the screen to the gradebook of a class.
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from autograder.grading.spec import PACKAGE, PROJECT
from tests.copies import python

SPEC = '''\
"""The marking scheme of a small exercise."""

from typing import Any

from autograder.grading.task import Exercise, Fix
from autograder.mistakes.catalogue import Mistake, Wording

EXERCISE = Exercise("{name}", title="Small")
WRONG = Wording("wrong", "That is not {factor} times it.")
HALF = (Mistake("any", recognise=lambda case: True, message="No."),)

FIRST = EXERCISE.task("1.1", "{first}", "{factor} times a number", mistakes=HALF)
SECOND = EXERCISE.task("1.2", "{second}", "the same twice", uses=["1.1"], mistakes=HALF)


@FIRST.check(points={points})
def test_first(learner: Any) -> None:
    """Multiplies."""
    if (answer := learner.{first}(2)).value != {factor} * 2:
        raise Fix(WRONG.say(), answer)


@SECOND.check(points=1)
def test_second(learner: Any) -> None:
    """Multiplies twice."""
    if (answer := learner.{second}(2)).value != {factor} * {factor} * 2:
        raise Fix(WRONG.say(), answer)
'''
SOLUTION = '''\
# %% [markdown]
# # {name}

# %%
"""Multiplication."""

# %%
def {first}(x):
    """
    Task 1.1: return {factor} times x.
    """
    ### BEGIN SOLUTION
    return {factor} * x
    ### END SOLUTION

# %%
def {second}(x):
    """
    Task 1.2: return {factor} times {factor} times x.
    """
    ### BEGIN SOLUTION
    return {factor} * {factor} * x
    ### END SOLUTION
'''
HINTS = "".join(
    f"{number}\nask: What is {{first}}?\ntry: 1 + 1\nlook: two\nwrong: return x\n\n"
    for number in ("1.1", "1.2")
)
EIGHT = {"name": "day8_ex1", "first": "double", "second": "quadruple", "factor": 2, "points": 6}
NINE = {"name": "day9_ex1", "first": "triple", "second": "ninefold", "factor": 3, "points": 20}
BOTH = (EIGHT, NINE)
WHICH = "1.1 is a task of day8_ex1 and day9_ex1: write day9_ex1 1.1."


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the kit with these two alone, built; the first task of day9_ex1 is wrong."""
    folder = tmp_path_factory.mktemp("kit")
    left_out = shutil.ignore_patterns("__pycache__", "test_day*.py", "outline.json", "day4_*")
    shutil.copytree(PACKAGE, folder / "autograder", ignore=left_out)
    shutil.copy(PROJECT / "pyproject.toml", folder)
    for name in ("solutions", "exercises"):
        (folder / name).mkdir()
    for one in BOTH:
        (folder / "autograder" / f"test_{one['name']}.py").write_text(SPEC.format(**one))
        (folder / "solutions" / f"{one['name']}.py").write_text(SOLUTION.format(**one))
        (folder / "autograder" / "hints" / f"{one['name']}.txt").write_text(HINTS.format(**one))
    ended = python(folder, "-m", "autograder", "build")
    assert 0 == ended.returncode, ended.stderr
    for one in BOTH:
        shutil.copy(folder / "solutions" / f"{one['name']}.py", folder / "exercises")
    wrong = folder / "exercises" / "day9_ex1.py"
    wrong.write_text(wrong.read_text().replace("return 3 * x", "return 4 * x"))
    return folder


def say(kit: Path, *words: str) -> str:
    """What a command prints, on both streams."""
    ended = python(kit, "-m", "autograder", *words)
    return ended.stdout + ended.stderr


def test_the_screen_has_a_heading_for_each_exercise(kit: Path, tmp_path: Path) -> None:
    """
    Each task has its own points, below its exercise, and commands name both.
    """
    record = tmp_path / "verdict.json"
    ended = python(kit, "-m", "pytest", "autograder", "-p", "no:cacheprovider", f"--json={record}")
    lines = ended.stdout.splitlines()
    eight, nine = lines.index("  day8_ex1"), lines.index("  day9_ex1")
    found = {task["task"]: task["points"] for task in json.loads(record.read_text())["tasks"]}

    assert ["  PASS  1.1  double", "  PASS  1.2  quadruple"] == [
        line[:22].rstrip() if "double" in line else line[:24].rstrip()
        for line in lines[eight + 1 : nine]
    ]
    assert lines[nine + 1].startswith("  FIX   1.1  triple")
    assert lines[nine + 1].endswith("  0/20")
    assert "8 of 28 points. 3 of 4 tasks done." in ended.stdout
    assert "Next: day9_ex1 1.1 triple" in ended.stdout
    assert "Stuck? autograder hint day9_ex1 1.1" in ended.stdout
    assert {"day8_ex1 1.1": 6, "day8_ex1 1.2": 1, "day9_ex1 1.1": 0, "day9_ex1 1.2": 1} == found


@pytest.mark.sweep
def test_what_a_learner_types_names_the_exercise(
    kit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A bare number is refused with what to type, which then works; progress keeps them apart.
    """
    monkeypatch.setenv("AUTOGRADER_PROGRESS", "on")
    for name in ("CI", "NBGRADER_EXECUTION", "NBGRADER_VALIDATING"):
        monkeypatch.delenv(name, raising=False)
    python(kit, "-m", "pytest", "autograder", "-p", "no:cacheprovider")
    for command in ("hint", "plot", "case", "reset", "solution"):
        assert WHICH in say(kit, command, "1.1"), command

    assert "Hint 1 of 3 for day9_ex1 1.1 triple" in say(kit, "hint", "day9_ex1", "1.1")
    assert "print(triple(" in say(kit, "case", "day9_ex1", "1.1", "--print")
    assert "return 2 * x" in say(kit, "solution", "day8_ex1", "1.1")
    shown = say(kit, "progress")
    assert "8 of 28 points. 3 of 4 tasks done." in shown
    assert "Next: day9_ex1 1.1 triple" in shown
    kept = (kit / "progress.txt").read_text()
    assert '"tasks": ["day9_ex1 1.1"], "level": 1' in kept
    alone = say(kit, "progress", "--only", "day8")
    assert alone.startswith("7 of 7 points. 2 of 2 tasks done.")
    (kit / "progress.txt").write_text(kept.replace("day9_ex1 1.1", "1.1"))
    assert "2 lines cannot be read" in say(kit, "progress")


@pytest.mark.sweep
def test_a_notebook_takes_its_own_task(kit: Path) -> None:
    """
    In the notebook of one exercise a bare number means its task; elsewhere it must be named.
    """
    cells = (
        "from autograder import check\n"
        "def triple(x):\n    return 3 * x\n"
        "check('1.1'); check('day8_ex1 1.1')"
    )
    ended = python(kit, "-c", cells)
    other = python(kit, "-c", "from autograder import check\ncheck('1.1')")

    assert "20 of 20 points. 1 of 1 task done." in ended.stdout
    assert "is in day8_ex1.ipynb" in ended.stdout + ended.stderr
    assert WHICH in other.stdout + other.stderr


def test_the_cells_of_a_notebook_are_worth_their_own_points(kit: Path, tmp_path: Path) -> None:
    """
    The check of each notebook asks for its own task, with the points of that.
    """
    say(kit, "nbgrader", str(tmp_path / "course"))
    for one in BOTH:
        name = one["name"]
        path = tmp_path / "course" / "source" / str(name)[:4] / f"{name}.ipynb"
        cells = {cell["id"]: cell for cell in json.loads(path.read_text())["cells"]}
        check = cells["check-1-1"]

        assert one["points"] == check["metadata"]["nbgrader"]["points"]
        assert f'check("{name} 1.1")' in "".join(check["source"])


SETTINGS = 'secret = "secret.txt"\n[points."day9_ex1 1.1"]\nfirst = 40\n'
ADJUST = "id,task,points,why\nada,day8_ex1 1.1,+3,asked well\n"


@pytest.fixture(scope="module")
def course(kit: Path) -> Path:
    """A graded course: Ada is right, Alan is wrong in task 1.1 of day9_ex1."""
    folder = kit / "course"
    say(kit, "class", str(folder))
    (folder / "course.toml").write_text(SETTINGS)
    (folder / "secret.txt").write_text("0" * 64)
    (folder / "secret.txt").chmod(0o600)
    (folder / "adjust.csv").write_text(ADJUST)
    for person, source in (("ada", "solutions"), ("alan", "exercises")):
        (folder / "hand-ins" / person).mkdir(parents=True)
        for one in BOTH:
            shutil.copy(kit / source / f"{one['name']}.py", folder / "hand-ins" / person)
    said = say(kit, "grade", str(folder), "--trust-submissions")
    assert "Written to" in said, said
    return folder


@pytest.mark.sweep
def test_a_class_has_each_task_by_itself(kit: Path, course: Path) -> None:
    """
    Columns, feedback, points of the course, adjustments and explanations are of the right task.
    """
    with (course / "grades" / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    names = [f"task {one['name']} 1.{n}" for one in BOTH for n in (1, 2)]
    feedback = (course / "grades" / "feedback" / "alan.txt").read_text()

    assert names == [name for name in rows["ada"] if name.startswith("task")]
    assert ["6", "1", "40", "1"] == [rows["ada"][name] for name in names]
    assert ["6", "1", "0", "1"] == [rows["alan"][name] for name in names]
    assert ("51", "8", "48") == (rows["ada"]["total"], rows["alan"]["total"], rows["ada"]["max"])
    assert "Next: day9_ex1 1.1 triple" in feedback
    assert "day8_ex1 1.1 double: 6/6" in feedback
    assert WHICH in say(kit, "explain", str(course), "alan", "1.1")
    said = say(kit, "explain", str(course), "alan", "day9_ex1", "1.1")
    assert "day9_ex1 1.1 triple: 3 times a number, 0/40 points" in said
    assert "double" not in said
    again = say(kit, "explain", str(course), "alan", "--replay", "--trust-submissions")
    assert "came out as in the journal" in again


@pytest.mark.sweep
def test_a_bare_number_in_the_files_of_a_course_is_refused(kit: Path, course: Path) -> None:
    """
    Each with its line and what to write.
    """
    (course / "course.toml").write_text(SETTINGS.replace("day9_ex1 ", ""))
    points = say(kit, "grade", str(course), "--trust-submissions")
    (course / "course.toml").write_text(SETTINGS)
    (course / "adjust.csv").write_text(ADJUST.replace("day8_ex1 ", ""))
    adjust = say(kit, "grade", str(course), "--trust-submissions")
    (course / "adjust.csv").write_text(ADJUST)

    assert "course.toml, line 2: 1.1 is a task of day8_ex1 and day9_ex1" in points
    assert "adjust.csv, line 2: 1.1 is a task of day8_ex1 and day9_ex1" in adjust


@pytest.mark.sweep
def test_a_course_of_one_exercise_has_bare_numbers(kit: Path, course: Path) -> None:
    """
    What does not count makes no number ambiguous, and what was graded is not another grade.
    """
    (course / "course.toml").write_text(f'only = "day8"\n{SETTINGS.splitlines()[0]}\n')
    (course / "adjust.csv").write_text(ADJUST.replace("day8_ex1 ", ""))
    say(kit, "grade", str(course), "--trust-submissions")
    with (course / "grades" / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}

    assert ("6", "1", "10") == tuple(rows["ada"][n] for n in ("task 1.1", "task 1.2", "total"))
