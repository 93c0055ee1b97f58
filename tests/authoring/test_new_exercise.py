"""
A new exercise: its name, its numbers, and that nothing is overwritten.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

import pytest

from autograder.authoring import new_exercise as module
from autograder.authoring.new_exercise import files_of, free_number, new_exercise
from autograder.authoring.release import bundle
from autograder.authoring.stub import is_untouched, join, split, stub
from autograder.grading.errors import KitError
from autograder.grading.hint_page import KINDS, page_in
from autograder.grading.task_list import ExerciseInfo, TaskInfo


@pytest.fixture
def outline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exercises whose tasks begin with 1, 2, 5 and 6."""
    tasks = [TaskInfo("ex", f"{number}.1", "f", "a title") for number in (1, 2, 5, 6)]
    monkeypatch.setattr(module, "whole_outline", lambda: (ExerciseInfo("ex", "", "", (*tasks,)),))


@pytest.mark.parametrize(
    ("name", "number"), [("day3_ex1", 3), ("day1_ex3", 3), ("day5_ex2", 7), ("day12_ex1", 12)]
)
@pytest.mark.usefixtures("outline")
def test_no_other_exercise_has_its_numbers(name: str, number: int) -> None:
    """
    Tasks are numbered by the day, or by the first number after it that is free.
    """
    assert number == free_number(name)


@pytest.mark.parametrize(
    "name",
    ["", "day5", "Day5_ex1", "day5_ex01", "day0_ex1", "../day5_ex1", "day\u0665_ex1", "day5_ex1\n"],
)
def test_a_name_looks_like_the_others(name: str, tmp_path: Path) -> None:
    """
    Any other name is refused in one sentence that shows those there are, and nothing is written.
    """
    with pytest.raises(
        KitError, match=r"is not a name .* it must be a day and a number, such as day4_ex1\.$"
    ):
        list(new_exercise(tmp_path, name))

    assert [] == [*tmp_path.iterdir()]


@pytest.mark.parametrize("there", files_of("day5_ex1"))
def test_nothing_is_overwritten(there: str, tmp_path: Path) -> None:
    """
    Where a single file of that name exists, none is written.
    """
    (tmp_path / there).parent.mkdir(parents=True)
    (tmp_path / there).write_text("mine")
    with pytest.raises(KitError, match=f"{there} exists already"):
        list(new_exercise(tmp_path, "day5_ex1"))

    assert [tmp_path / there] == [path for path in tmp_path.rglob("*") if path.is_file()]
    assert "mine" == (tmp_path / there).read_text()


def test_the_files_belong_to_the_name(tmp_path: Path) -> None:
    """
    Each file is said, is Python or a page of hints, and names this exercise and number only.
    """
    *written, last = (step.sentence for step in new_exercise(tmp_path, "day7_ex2"))
    found = {path.relative_to(tmp_path).as_posix(): path.read_text() for path in files_in(tmp_path)}

    assert sorted(written) == sorted(f"{name}: written." for name in found)
    assert "autograder build" in last
    assert "test_day7_ex2.py --submission solutions" in last
    assert not any(old in text for text in found.values() for old in ("day0", "0.1", "Day 0"))
    for name, text in found.items():
        ast.parse(text if name.endswith(".py") else "")
    assert is_untouched(join(stub(split(found["solutions/day7_ex2.py"]))))
    assert {*KINDS} == {kind for kind, _ in page_in(found["autograder/hints/day7_ex2.txt"], "7.1")}


def test_a_class_gets_no_templates() -> None:
    """
    The copy for a class holds the command's code, which refuses there, and none of its templates.
    """
    assert [] == [name for name in bundle() if "day0_ex0" in name]


def files_in(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
