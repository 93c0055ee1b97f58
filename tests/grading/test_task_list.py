import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.grading import task_list as task_lists
from autograder.grading.errors import KitError
from autograder.grading.spec import PROJECT, all_checks, functions_asked, load_specs
from autograder.grading.task_list import (
    OUTLINE,
    ExerciseInfo,
    TaskInfo,
    exercise_in,
    functions_named,
    kept_name,
    label_of,
    labelled,
    outline,
    parted,
    rivals,
    task_list,
    task_named,
    title_of,
    whole_outline,
)
from autograder.kit import ONLY, TITLE


@pytest.fixture
def asked_anew() -> Iterator[None]:
    """The outline is read again, here and after the test."""
    whole_outline.cache_clear()
    yield
    whole_outline.cache_clear()


def test_the_outline_is_what_the_specs_declare() -> None:
    """
    What the build has written is what running the specs gives, so nobody has to run them.
    """
    assert tuple(map(exercise_in, load_specs().values())) == outline()


def test_points_and_checks_add_up() -> None:
    """
    The tasks of the outline have all checks of the specs between them, with all of their points.
    """
    found = [(check.task.number, check.name, check.points) for check in all_checks()]

    assert found == [(task.number, *one) for task in task_list() for one in task.checks]
    assert sum(c.points for c in all_checks()) == sum(task.points for task in task_list())


@pytest.mark.usefixtures("asked_anew")
@pytest.mark.parametrize(
    ("old", "new"),
    [('"spec": "', '"spec": "0'), ('"title"', '"titled"'), ("]", ""), ("[", "[" * 10**5)],
    ids=["a spec was edited", "of another version", "damaged", "nested too deep"],
)
def test_an_outline_that_is_out_of_date_is_not_believed(
    old: str, new: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Numbers come from the specs themselves where the outline is older, and the build says so.
    """
    known, stale = outline(), tmp_path / "outline.json"
    text = OUTLINE.read_text(encoding="utf-8").replace('"points": ', '"points": 9')
    stale.write_text(text.replace(old, new), encoding="utf-8")
    monkeypatch.setattr(task_lists, "OUTLINE", stale)
    whole_outline.cache_clear()

    assert known == outline()


def test_functions_are_named_by_exercise() -> None:
    """
    They are those that the checks ask for; an unknown exercise has none.
    """
    asked = functions_asked(all_checks())

    assert asked == {exercise: functions_named(exercise) for exercise in asked}
    assert () == functions_named("day4_ex9")


def test_the_list_is_cheap() -> None:
    """
    Reading it imports neither NumPy nor SymPy.
    """
    code = "import sys; from autograder.grading.task_list import task_list; task_list();"
    code += "print({'numpy', 'sympy', 'pytest'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )

    assert "set()\n" == done.stdout


def test_a_task_is_named_by_number_or_function() -> None:
    """
    Both names find the same task.
    """
    tasks = task_list()

    found = task_named("2.1", tasks, example="autograder plot 2.1")
    assert "add_bias" == found.function
    assert found == task_named("add_bias", tasks, example="autograder plot 2.1")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("9.9", r"There is no task '9\.9'; the tasks are 1\.1, 1\.2, .*\."),
        (None, r"Name a task, as in `autograder plot 2\.1`; the tasks are 1\.1, "),
    ],
)
def test_an_unknown_name_lists_the_tasks(name: str | None, said: str) -> None:
    """
    A mistyped command ends with one sentence and exit code 2.
    """
    with pytest.raises(KitError, match=said) as caught:
        task_named(name, task_list(), example="autograder plot 2.1")

    assert 2 == caught.value.exit_code


SHARED = (*task_list(), TaskInfo("day5_ex1", "1.1", "another", "a task"))


def shared(number: str) -> tuple[TaskInfo, ...]:
    """The tasks with a number, of which day 5 has one, too."""
    return tuple(task for task in SHARED if task.number == number)


@pytest.mark.parametrize("only", ["", "day4", "day5"])
def test_a_label_is_the_number_where_that_is_enough(
    only: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What does not count makes no number ambiguous, and a label always names its task.
    """
    monkeypatch.setattr(task_lists, "_numbered", shared)
    monkeypatch.setenv(ONLY, only)
    labels = {one: label_of(one, "1.1") for one in ("day4_ex1", "day5_ex1")}
    bare = {one for one, label in labels.items() if label == "1.1"}

    assert {"": set(), "day4": {"day4_ex1"}, "day5": {"day5_ex1"}}[only] == bare
    assert all((one, "1.1") == parted(label) for one, label in labels.items())
    assert all(labels[one] == labelled(kept_name(one, "1.1")) for one in labels)
    assert "2.1" == kept_name("day4_ex2", "2.1")


def test_a_number_of_two_exercises_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The sentence says what to write; a function that only one of them has is enough.
    """
    monkeypatch.setattr(task_lists, "_numbered", shared)
    said = "1.1 is a task of day4_ex1 and day5_ex1: write day5_ex1 1.1."

    with pytest.raises(KitError, match=said):
        parted("1.1")
    with pytest.raises(KitError, match=said):
        task_named("1.1", SHARED, example="autograder plot 2.1")
    assert SHARED[-1] == task_named("day5_ex1 1.1", SHARED, example="autograder plot 2.1")
    assert SHARED[-1] == task_named("another", SHARED, example="autograder plot 2.1")
    assert ("day5_ex1", "1.1") == parted("1.1", function="another")


@pytest.mark.parametrize(("is_bonus", "worth"), [(False, 3), (True, 0)])
def test_a_bonus_is_worth_nothing_of_the_maximum(is_bonus: bool, worth: int) -> None:
    """
    The points of a bonus are its own, and no part of what there is to reach.
    """
    task = TaskInfo("day9_ex1", "9.1", "area", "an area", points=3, is_bonus=is_bonus)

    assert (3, worth) == (task.points, task.worth)


def described(name: str, *functions: str) -> ExerciseInfo:
    """An exercise that asks for these functions."""
    return ExerciseInfo(
        name, f"On {name}", "", tuple(TaskInfo(name, "1", f, "") for f in functions)
    )


DAYS = (described("day4_ex1", "f"), described("day5_ex1", "f", "g"), described("day5_ex2", "h"))


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (["day4_ex1"], TITLE),
        (["day5_ex1"], "Day 5: On day5_ex1"),
        (["day5_ex1", "day5_ex2"], "Day 5"),
        (["day5_ex1", "day4_ex1"], "Days 4 and 5"),
        (["sums"], TITLE),
    ],
)
def test_the_title_is_that_of_the_day(
    monkeypatch: pytest.MonkeyPatch, names: list[str], title: str
) -> None:
    """
    Tasks of another day are headed by that day, with the title of its exercise if it has only one.
    """
    monkeypatch.setattr(task_lists, "whole_outline", lambda: DAYS)

    assert title == title_of(names)


def test_rivals_ask_for_the_same_function(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A file is no work on an exercise if it is called like another one with a function of that name.
    """
    monkeypatch.setattr(task_lists, "whole_outline", lambda: DAYS)

    assert [("day5_ex1",), ("day4_ex1",), ()] == [rivals(one.name) for one in DAYS]
    assert () == rivals("sums")
