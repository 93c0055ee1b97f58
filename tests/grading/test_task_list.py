import subprocess
import sys
from collections import Counter

import pytest

from autograder.grading.errors import KitError
from autograder.grading.spec import PROJECT, all_checks
from autograder.grading.task_list import TaskInfo, task_list, task_named, tasks_in


def test_the_list_is_what_the_specs_declare() -> None:
    """
    Reading the specs gives what running them gives: every task, its words and its points.
    """
    points: Counter[TaskInfo] = Counter()
    for check in all_checks():
        task = check.task
        points[TaskInfo(task.exercise.name, task.number, task.function, task.title)] += check.points

    assert points == {
        TaskInfo(task.exercise, task.number, task.function, task.title): task.points
        for task in task_list()
    }
    assert [task.number for task in points] == [task.number for task in task_list()]


def test_a_task_without_checks_is_none() -> None:
    """
    Only what is checked is a task, and points of its checks add up.
    """
    spec = (
        'EX = Exercise("day9")\n'
        'A = EX.task("9.1", "area", "an area")\n'
        'B = EX.task("9.2", "other", "not yet")\n'
        "@A.check(points=2)\ndef test_a(learner): ...\n"
        "@A.check(points=3)\ndef test_b(learner): ...\n"
    )

    assert (TaskInfo("day9", "9.1", "area", "an area", 5),) == tasks_in(spec)


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
        ("9.9", r"There is no task '9\.9'; the tasks are 1\.1, 1\.2, .*2\.4\."),
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
