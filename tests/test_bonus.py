"""
A small exercise with a core and a bonus task, from the screen to the grades of a class.
"""

from __future__ import annotations

import csv
import shutil
import sys
from pathlib import Path

import pytest

from autograder.grading.spec import PACKAGE, PROJECT
from tests.copies import python

SPEC = '''\
"""The marking scheme of a small exercise."""

from typing import Any

from autograder.grading.task import Exercise, Fix
from autograder.mistakes.catalogue import Mistake, Wording

EXERCISE = Exercise("day9_ex1", title="Small")
WRONG = Wording("wrong", "That is not it.")
LAST = (Mistake("any", recognise=lambda case: True, message="No."),)

DOUBLE = EXERCISE.task("9.1", "double", "twice a number", mistakes=LAST)
TRIPLE = EXERCISE.task(
    "9.2", "triple", "three times a number", uses=["9.1"], bonus=True, mistakes=LAST
)


@DOUBLE.check(points=6)
def test_double(learner: Any) -> None:
    """Doubles."""
    if (answer := learner.double(2)).value != 4:
        raise Fix(WRONG.say(), answer)


@TRIPLE.check(points=12)
def test_triple(learner: Any) -> None:
    """Triples."""
    if (answer := learner.triple(2)).value != 6:
        raise Fix(WRONG.say(), answer)
'''
SOLUTION = '''\
# %%
"""Multiplication."""

# %%
def double(x):
    """
    Task 9.1: return twice x.
    """
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %%
def triple(x):
    """
    Task 9.2: return three times x.
    """
    ### BEGIN SOLUTION
    return 3 * x
    ### END SOLUTION
'''
HINTS = "".join(
    f"{number}\nask: What is 2 times 2?\ntry: 1 + 1\nlook: two\nwrong: return x\n\n"
    for number in ("9.1", "9.2")
)
RIGHT = "def double(x):\n    return 2 * x\n\n\n"
BONUS = {
    "right": "def triple(x):\n    return 3 * x\n",
    "wrong": "def triple(x):\n    return 2 * x\n",
    "crash": "def triple(x):\n    return 1 / 0\n",
    "stub": "def triple(x):\n    raise NotImplementedError\n",
    "older": "",
}


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the kit with this exercise alone."""
    folder = tmp_path_factory.mktemp("kit")
    left_out = shutil.ignore_patterns("__pycache__", "test_day*.py", "outline.json", "day4_*")
    shutil.copytree(PACKAGE, folder / "autograder", ignore=left_out)
    shutil.copy(PROJECT / "pyproject.toml", folder)
    (folder / "autograder" / "test_day9_ex1.py").write_text(SPEC)
    (folder / "autograder" / "hints" / "day9_ex1.txt").write_text(HINTS)
    for name in ("solutions", "exercises"):
        (folder / name).mkdir()
    (folder / "solutions" / "day9_ex1.py").write_text(SOLUTION)
    ended = python(folder, "-m", "autograder", "build")
    assert 0 == ended.returncode, ended.stderr
    return folder


def run(kit: Path, text: str, *words: str) -> tuple[int, str]:
    """The exit code and the screen of the checks of a file."""
    (kit / "exercises" / "day9_ex1.py").write_text(text)
    ended = python(kit, "-m", "pytest", "autograder", "-p", "no:cacheprovider", *words)
    return ended.returncode, ended.stdout


@pytest.mark.parametrize("bonus", BONUS)
def test_a_bonus_never_fails_a_run(kit: Path, bonus: str) -> None:
    """
    The core alone decides the exit code and what is done; a wrong bonus gets a message, too.
    """
    code, shown = run(kit, RIGHT + BONUS[bonus])

    assert 0 == code, shown
    assert "1 of 1 task done." in shown
    assert ("6 of 6 points +12 bonus." in shown) == (bonus == "right")
    assert ("That is not it." in shown) == (bonus == "wrong")
    assert ("Next: 9.2" in shown) == (bonus in {"wrong", "crash"})
    assert "1 passed, 1 bonus" in shown.splitlines()[-1]


def test_a_bonus_makes_up_for_nothing(kit: Path, tmp_path: Path) -> None:
    """
    A core that fails does so beside a bonus that passes, and JUnit adds up the core.
    """
    file = tmp_path / "junit.xml"
    code, shown = run(kit, BONUS["right"], f"--junitxml={file}")
    found = file.read_text()

    assert 1 == code
    assert "0 of 6 points +12 bonus. 0 of 1 task done." in shown
    assert 1 == found.count('name="points_possible"') == found.count('name="bonus_earned"')


def test_pytests_own_output_calls_it_an_expected_failure(kit: Path) -> None:
    """
    With --tb, a bonus that fails is no failure, either; nor is it one that runs alone.
    """
    whole = run(kit, RIGHT + BONUS["wrong"], "--tb=short")
    alone = run(kit, RIGHT + BONUS["wrong"], "-k", "9.2")

    assert (0, True) == (whole[0], "1 passed, 1 xfailed" in whole[1])
    assert (0, True) == (alone[0], "0 of 12 bonus points." in alone[1])


def test_progress_remembers_a_bonus(kit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Bonus points stand beside those of the core, which alone make somebody done.
    """
    monkeypatch.setenv("AUTOGRADER_PROGRESS", "on")
    for name in ("CI", "NBGRADER_EXECUTION", "NBGRADER_VALIDATING"):
        monkeypatch.delenv(name, raising=False)
    run(kit, RIGHT + BONUS["right"])
    ended = python(kit, "-m", "autograder", "progress")

    assert ended.stdout.startswith("6 of 6 points +12 bonus. 1 of 1 tasks done.")
    assert "You are done: all 1 tasks passed" in ended.stdout


@pytest.mark.sweep
@pytest.mark.skipif(sys.platform != "linux", reason="confinement is Linux's")
def test_a_class_loses_nothing_by_a_bonus(kit: Path, tmp_path: Path) -> None:
    """
    Whatever a bonus does, everybody with the core is GRADED with all of its points.
    """
    worse = {"exits": "import os\ndef triple(x):\n    os._exit(3)\n"}
    worse["loops"] = "def triple(x):\n    while True: pass\n"
    for name, text in (BONUS | worse).items():
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "day9_ex1.py").write_text(RIGHT + text)
    out = tmp_path / "out"
    ended = python(kit, "-m", "autograder", "grade", str(tmp_path / "class"), "--out", str(out))
    with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}

    assert 0 == ended.returncode, ended.stderr
    assert {*BONUS, *worse} == rows.keys()
    assert {("GRADED", "6", "6")} == {(r["status"], r["total"], r["max"]) for r in rows.values()}
    assert {"right"} == {name for name, row in rows.items() if row["bonus"] == "12"}
    assert "6 of 6 points +12 bonus." in (out / "feedback" / "right.txt").read_text()
    assert "9.2 triple" not in (out / "feedback" / "older.txt").read_text()
