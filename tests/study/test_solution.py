import shutil
from pathlib import Path

import pytest

from autograder.grading.errors import KitError
from autograder.grading.grade import SOLUTIONS
from autograder.study.progress import FILE, TaskState, line_of, load
from autograder.study.solution import open_solution, worked
from autograder.study.task_list import TaskInfo, task_list
from tests.study.histories import TODO, run
from tests.study.projects import project

TASKS = {task.number: task for task in task_list()}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with solutions, 2.1 right and 2.2 wrong."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SOLUTIONS, tmp_path / "solutions", ignore=shutil.ignore_patterns("__pycache__"))
    return project(tmp_path, right=["2.1"], wrong=["2.2"])


@pytest.mark.parametrize("task", task_list(), ids=lambda task: task.number)
def test_every_task_has_a_solution_to_show(task: TaskInfo) -> None:
    """
    It begins with the head, keeps the comments, and leaves docstring and marks out.
    """
    lines = worked(SOLUTIONS / f"{task.exercise}.py", task.function)
    text = "\n".join(lines)

    assert lines[0].startswith(f"def {task.function}(")
    assert "# " in text
    assert "return " in text
    assert [] == [word for word in ('"""', "SOLUTION", "Task ") if word in text]
    compile(text, "solution", "exec")


def test_a_passed_task_opens(root: Path) -> None:
    """
    The solution is shown, then where one's own is; the file is untouched, nothing is recorded.
    """
    before = (root / "exercises" / "day4_ex2.py").read_bytes()

    lines = list(open_solution(root, TASKS["2.1"]))

    assert "def add_bias(X):" == lines[0]
    assert lines[-1].startswith("Yours: ")
    assert before == (root / "exercises" / "day4_ex2.py").read_bytes()
    assert not (root / FILE).exists()


@pytest.mark.parametrize("number", ["2.2", "2.3", "1.1"], ids=["wrong", "to do", "another file"])
def test_a_task_that_does_not_pass_stays_closed(root: Path, number: str) -> None:
    """
    One sentence refuses, names the hint and the way round, and shows nothing of the solution.
    """
    with pytest.raises(KitError, match=f"hint {number}.*solution {number} --reveal") as caught:
        list(open_solution(root, TASKS[number]))

    assert 1 == caught.value.exit_code
    assert not (root / FILE).exists()


def test_the_record_does_not_open_it(root: Path) -> None:
    """
    What counts is the file as it is, not what a run once found in it.
    """
    (root / FILE).write_text(line_of(run(0, TODO, t22=TaskState("PASS", 10, 10))))

    with pytest.raises(KitError):
        list(open_solution(root, TASKS["2.2"]))


def test_a_reveal_is_remembered(root: Path) -> None:
    """
    With `reveal` the solution opens before the task passes, and that is recorded.
    """
    lines = list(open_solution(root, TASKS["2.2"], reveal=True))

    assert "def point_gradient(xi, yi, theta):" == lines[0]
    assert {"2.2"} == load(root).revealed


def test_a_reveal_of_a_passed_task_is_none(root: Path) -> None:
    """
    To open what is open already is not held against anybody.
    """
    list(open_solution(root, TASKS["2.1"], reveal=True))

    assert not (root / FILE).exists()


def test_a_reveal_that_cannot_be_remembered_is_one_sentence(root: Path) -> None:
    """
    The solution opens all the same, with one sentence.
    """
    (root / FILE).mkdir()

    lines = list(open_solution(root, TASKS["2.2"], reveal=True))

    assert "def point_gradient(xi, yi, theta):" == lines[0]
    assert any("cannot be remembered" in line for line in lines)


@pytest.mark.parametrize("reveal", [False, True])
def test_without_solutions_one_sentence_says_so(root: Path, reveal: bool) -> None:
    """
    A copy for a class has none to open, with or without --reveal.
    """
    shutil.rmtree(root / "solutions")

    with pytest.raises(KitError, match="This copy of the kit holds no solutions"):
        list(open_solution(root, TASKS["2.1"], reveal=reveal))


def test_without_exercises_it_stays_closed(root: Path) -> None:
    """
    Where nothing was written nothing passes.
    """
    shutil.rmtree(root / "exercises")

    with pytest.raises(KitError, match="does not pass yet"):
        list(open_solution(root, TASKS["2.1"]))
