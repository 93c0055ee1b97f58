"""
The specs.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import autograder
from autograder.grading.errors import KitError
from autograder.grading.grade import SOLUTIONS
from autograder.grading.spec import (
    all_checks,
    all_names,
    choose,
    functions_asked,
    load_spec,
    load_specs,
    spec_names,
    tasks_of,
)
from autograder.grading.task_list import task_list


def test_every_solution_has_a_spec() -> None:
    """
    Specs and solutions are for the same exercises.
    """
    assert sorted(path.stem for path in SOLUTIONS.glob("*.py")) == list(spec_names())


def test_every_check_is_complete() -> None:
    """
    Every check has points, a sentence as title, a task with a title, and no other's name in that.
    """
    checks = all_checks()

    assert len(checks) == len({(check.task.label, check.name) for check in checks})
    assert [] == [
        c.name for c in checks if c.points < 1 or not c.title.endswith(".") or not c.task.title
    ]


def test_tasks_come_once_and_in_order() -> None:
    """
    The tasks of a spec are numbered one after another.
    """
    for spec in load_specs().values():
        numbers = [task.number for task in tasks_of(spec)]
        first = numbers[0].partition(".")[0]
        assert [f"{first}.{place}" for place in range(1, len(numbers) + 1)] == numbers


def test_functions_asked_are_listed_by_exercise() -> None:
    """
    Each function that a check asks for is listed once, in the order of the tasks.
    """
    asked = functions_asked(all_checks())

    assert asked == {
        name: tuple(task.function for task in tasks_of(spec)) for name, spec in load_specs().items()
    }


@pytest.mark.usefixtures("as_before")
def test_only_exercises_that_were_chosen_count() -> None:
    """
    The beginning of a name chooses exercises: specs, checks and tasks are theirs alone.
    """
    first, *others = spec_names()
    number = len(all_checks())

    choose(first)
    assert ((first,), {first}) == (spec_names(), {task.exercise for task in task_list()})
    assert 0 < len(all_checks()) < number
    choose(first[:3])
    assert [first, *others] == list(spec_names())
    assert number == len(all_checks())


@pytest.mark.usefixtures("as_before")
def test_a_wrong_choice_is_told_the_names() -> None:
    """
    Where no exercise begins so, nothing is chosen, and the sentence names those that there are.
    """
    with pytest.raises(
        KitError, match=f"beginning with 'other'; there are {', '.join(spec_names())}"
    ):
        choose("other")

    assert all_names() == spec_names()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import sympy\n\nsympy.Symbl\n", "3: AttributeError: module 'sympy' has no attribute"),
        ("def test(:\n", "1: SyntaxError: invalid syntax"),
        ("import autograder.nothing\n", "1: ModuleNotFoundError: No module named 'autograder.no"),
        ("from json import loads\n\nloads(1)\n", "3: TypeError: the JSON object must be str"),
    ],
)
def test_a_spec_that_cannot_be_run_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    """
    It begins with the line of the spec, wherever in what it uses Python stopped.
    """
    monkeypatch.setattr(autograder, "__path__", [*autograder.__path__, str(tmp_path)])
    path = tmp_path / "test_day9_ex9.py"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(KitError, match=f"^{re.escape(f'{path}:{said}')}"):
        load_spec("day9_ex9")
