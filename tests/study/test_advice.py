import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.authoring.build import notebook_text
from autograder.grading.commands import pytest_command
from autograder.grading.errors import KitError
from autograder.grading.grade import SOLUTIONS
from autograder.grading.task_list import TaskInfo, task_list
from autograder.grading.worked import worked
from autograder.study import advice as module
from autograder.study.advice import (
    file_of,
    is_begun,
    next_lines,
    open_solution,
    place_of,
    unread_place,
)
from autograder.study.progress import FILE, Event, Progress, TaskState, line_of, load
from autograder.study.progress_report import Summary, summary_of
from tests.outline import CORE, MOST
from tests.study.histories import NOON, TODO, run
from tests.study.projects import project

TASKS = {task.number: task for task in task_list()}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return project(tmp_path, right=["1.1"], wrong=["2.2"])


def judged(**outcomes: str) -> Summary:
    """A run with these outcomes: `t22="FIX"`; the other tasks pass."""
    said = {f"{name[1]}.{name[2]}": outcome for name, outcome in outcomes.items()}
    results = {
        task.number: TaskState(outcome, task.points if outcome == "PASS" else 0, task.points)
        for task in task_list()
        for outcome in [said.get(task.number, "PASS")]
    }
    return summary_of(Progress((Event(NOON, "terminal", results),)), task_list())


def test_the_next_task_has_place_and_commands(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The screen names task, place, run, check and hint, with what starts commands here.
    """
    monkeypatch.setattr(module, "command_prefix", lambda: "python -m uv run ")
    monkeypatch.setattr(module, "pytest_command", lambda: "python -m uv run pytest autograder")
    lines = next_lines(root, judged(t22="FIX"))

    assert "Next: 2.2 point_gradient, the gradient of one row" == lines[0]
    assert "not right yet" in lines[1]
    assert "day4_ex2.py:" in lines[2]
    assert [
        "  as of : your run of 2026-11-24 12:00",
        "  check : python -m uv run pytest autograder",
        "  hint  : python -m uv run autograder hint 2.2",
    ] == lines[3:]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"t22": "TODO"}, "you have started; now run the checks."),
        ({"t23": "TODO"}, "replace its `raise NotImplementedError` line"),
        ({"t23": "FIX"}, "replace its `raise NotImplementedError` line"),
    ],
    ids=["begun since", "untouched", "put back by hand"],
)
def test_the_file_as_it_is_now_counts(root: Path, words: dict[str, str], says: str) -> None:
    """
    What is to do follows the file, which may have changed since the last run.
    """
    assert says in next_lines(root, judged(**words))[1]


def test_the_line_that_python_cannot_read_comes_first(root: Path) -> None:
    """
    While Python cannot read the file of the newest run, that is next, with its clue and its line.
    """
    clue = "Python cannot read day4_ex1.py, line 2: invalid syntax. Correct it first, then save it."
    waits = TaskState("WAIT", 0, 12, ("unreadable",), clues={"unreadable": clue})
    found = summary_of(Progress((run(0, waits, t22=TODO),)), task_list())
    path = Path("exercises", "day4_ex1.py")
    text = path.read_text()

    path.write_text(f"x = 1\n1 +* 2\n{text}")
    lines = next_lines(root, found)
    assert "Next: what Python cannot read" == lines[0]
    assert f"to do : {clue}" == " ".join(f"{lines[1]} {lines[2]}".split())
    assert f"  where : {path}:2" == lines[3]

    path.write_text(text)
    lines = next_lines(root, found)
    assert lines[0].startswith("Next: 1.1 ")
    assert "  to do : you have started; now run the checks." == lines[1]


def test_a_line_is_named_wherever_python_stops(place: Path) -> None:
    """
    A line that only the compiler refuses, and one in the cell of the task, have a place, too.
    """
    script = place / "exercises" / "day4_ex2.py"
    script.write_text(f"{script.read_text()}\nreturn 1\n")
    assert unread_place(place, TASKS["2.1"]).endswith(f":{len(script.read_text().splitlines())}")

    script.unlink()
    cells = ["def add_bias(X):\n    return (", "def point_gradient(xi, yi, theta):\n    return 1"]
    notebook = {"cells": [{"cell_type": "code", "source": text} for text in cells]}
    script.with_suffix(".ipynb").write_text(json.dumps(notebook))
    assert unread_place(place, TASKS["2.1"]).endswith("day4_ex2.ipynb, line 2 of cell [1]")
    assert "" == unread_place(place, TASKS["2.2"])


def test_a_line_that_python_only_warns_of_can_be_read(place: Path) -> None:
    """
    Nothing is said of it, and a warning, which is an error in these tests, comes from nowhere.
    """
    (place / "exercises" / "day4_ex2.py").write_text("def add_bias(X):\n    return X is 1\n")
    assert "" == unread_place(place, TASKS["2.1"])


def test_a_function_that_is_gone_is_to_be_put_back(place: Path) -> None:
    """
    Without its def line there is no stub to replace.
    """
    (place / "exercises" / "day4_ex2.py").write_text("")

    assert "put its def line back" in next_lines(place, judged(t22="FIX"))[1]


@pytest.mark.parametrize("with_solutions", [True, False])
def test_the_end_is_announced(root: Path, with_solutions: bool) -> None:
    """
    When all pass it says so, and points to a solution only where there are any.
    """
    if with_solutions:
        (root / "solutions").mkdir()
        (root / "solutions" / "day4_ex1.py").touch()

    said = "\n".join(next_lines(root, judged()))

    assert f"all {len(CORE)} tasks passed when they were last checked, {MOST} points" in said
    assert "Your instructor may run more" in said
    assert with_solutions == ("autograder solution 2.3" in said)
    assert f"Check again: {pytest_command()}" in said


def test_a_bonus_alone_can_be_finished(root: Path) -> None:
    """
    The end is announced where there is no core, too.
    """
    (root / "solutions").mkdir()
    (root / "solutions" / "day4_ex1.py").touch()
    found = replace(judged(), tasks=tuple(one for one in judged().tasks if one.task.is_bonus))

    assert next_lines(root, found)[0].startswith("You are done")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return project(tmp_path, right=["2.1"])


def test_a_place_is_a_line(place: Path) -> None:
    """
    It leads to the line at which the function begins.
    """
    path, _, line = place_of(place, TASKS["2.2"]).rpartition(":")

    assert "exercises/day4_ex2.py" == path.replace("\\", "/")
    text = (place / path).read_text().split("\n")
    assert text[int(line) - 1].startswith("def point_gradient(")


def test_the_file_is_the_one_that_is_graded(place: Path) -> None:
    """
    A notebook counts where only that holds work; without any file it is the script, in a folder
    that is no project beside the notebook that would be there.
    """
    notebook = place / "exercises" / "day4_ex1.ipynb"
    notebook.write_text(
        notebook_text(SOLUTIONS / "day4_ex1.py").replace(
            "    raise NotImplementedError(", "    return ("
        )
    )

    assert notebook == file_of(place, "day4_ex1")
    assert ", line " in place_of(place, TASKS["1.1"])
    assert place / "exercises" / "day4_ex2.py" == file_of(place, "day4_ex2")
    assert place / "none" / "day4_ex2.py" == file_of(place / "none", "day4_ex2")


def test_a_stub_is_not_begun(place: Path) -> None:
    """
    A task is begun when its function is there and more than the stub.
    """
    assert is_begun(place, TASKS["2.1"])
    assert not is_begun(place, TASKS["2.2"])
    path = place / "exercises" / "day4_ex1.py"
    path.write_text(f"f(\n{path.read_text()}")
    assert is_begun(place, TASKS["1.1"]), "it may be: Python cannot read it"
    (place / "exercises" / "day4_ex2.py").unlink()
    assert not is_begun(place, TASKS["2.1"])


@pytest.fixture
def solved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
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
    assert "return " in text
    assert [] == [word for word in ('"""', "SOLUTION", "Task ") if word in text]
    compile(text, "solution", "exec")


def test_a_passed_task_opens(solved: Path) -> None:
    """
    The solution is shown, then where one's own is; the file is untouched, nothing is recorded.
    """
    before = (solved / "exercises" / "day4_ex2.py").read_bytes()

    lines = list(open_solution(solved, TASKS["2.1"]))

    assert "def add_bias(X):" == lines[0]
    assert lines[-1].startswith("Yours: ")
    assert before == (solved / "exercises" / "day4_ex2.py").read_bytes()
    assert not (solved / FILE).exists()


@pytest.mark.parametrize("number", ["2.2", "2.3", "1.1"], ids=["wrong", "to do", "another file"])
def test_a_task_that_does_not_pass_stays_closed(solved: Path, number: str) -> None:
    """
    One sentence refuses, names the hint and the way round, and shows nothing of the solution.
    """
    with pytest.raises(KitError, match=f"hint {number}.*solution {number} --reveal") as caught:
        list(open_solution(solved, TASKS[number]))

    assert 1 == caught.value.exit_code
    assert not (solved / FILE).exists()


def test_the_record_does_not_open_it(solved: Path) -> None:
    """
    What counts is the file as it is, not what a run once found in it.
    """
    (solved / FILE).write_text(line_of(run(0, TODO, t22=TaskState("PASS", 10, 10))))

    with pytest.raises(KitError):
        list(open_solution(solved, TASKS["2.2"]))


def test_a_reveal_is_remembered(solved: Path) -> None:
    """
    With `reveal` the solution opens before the task passes, and that is recorded.
    """
    lines = list(open_solution(solved, TASKS["2.2"], reveal=True))

    assert "def point_gradient(xi, yi, theta):" == lines[0]
    assert [("reveal", ("2.2",))] == [(one.event, one.tasks) for one in load(solved).entries]


def test_a_reveal_of_a_passed_task_is_none(solved: Path) -> None:
    """
    To open what is open already is not held against anybody.
    """
    list(open_solution(solved, TASKS["2.1"], reveal=True))

    assert not (solved / FILE).exists()


def test_a_reveal_that_cannot_be_remembered_is_one_sentence(solved: Path) -> None:
    """
    The solution opens all the same, with one sentence.
    """
    (solved / FILE).mkdir()

    lines = list(open_solution(solved, TASKS["2.2"], reveal=True))

    assert "def point_gradient(xi, yi, theta):" == lines[0]
    assert any("cannot be remembered" in line for line in lines)


@pytest.mark.parametrize("reveal", [False, True])
def test_without_solutions_one_sentence_says_so(solved: Path, reveal: bool) -> None:
    """
    A copy for a class has none to open, with or without --reveal.
    """
    shutil.rmtree(solved / "solutions")

    with pytest.raises(KitError, match="This copy of the kit holds no solutions"):
        list(open_solution(solved, TASKS["2.1"], reveal=reveal))


def test_without_exercises_it_stays_closed(solved: Path) -> None:
    """
    Where nothing was written nothing passes.
    """
    shutil.rmtree(solved / "exercises")

    with pytest.raises(KitError, match="does not pass yet"):
        list(open_solution(solved, TASKS["2.1"]))
