from pathlib import Path

import pytest

from autograder.authoring.build import notebook_text
from autograder.grading.grade import SOLUTIONS
from autograder.study.next_task import file_of, is_begun, next_lines, place_of
from autograder.study.progress import Event, Progress, TaskState
from autograder.study.progress_summary import Summary, summary_of
from autograder.study.task_list import task_list
from tests.study.histories import NOON
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


def test_the_next_task_has_place_and_commands(root: Path) -> None:
    """
    The screen names task, place, check and hint, with what starts commands here.
    """
    lines = next_lines(root, judged(t22="FIX"), "python -m uv run ")

    assert "Next: 2.2 point_gradient, the gradient of one row" == lines[0]
    assert "not right yet" in lines[1]
    assert "day4_ex2.py:" in lines[2]
    assert [
        "  check : python -m uv run pytest autograder",
        "  hint  : python -m uv run autograder hint 2.2",
    ] == lines[3:]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"t22": "TODO"}, "you have begun; let the checks see it."),
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


@pytest.mark.parametrize("with_solutions", [True, False])
def test_the_end_is_announced(root: Path, with_solutions: bool) -> None:
    """
    When all pass it says so, and points to a solution only where there are any.
    """
    if with_solutions:
        (root / "solutions").mkdir()
        (root / "solutions" / "day4_ex1.py").touch()

    said = "\n".join(next_lines(root, judged()))

    assert "You are done: all 8 tasks passed when they were last checked, 100 points." in said
    assert "Your instructor may run more" in said
    assert with_solutions == ("autograder solution 2.3" in said)
    assert "pytest autograder" in said


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
    A notebook counts where only that holds work; without any file it is the script.
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
    assert place / "none" / "exercises" / "day4_ex2.py" == file_of(place / "none", "day4_ex2")


def test_a_stub_is_not_begun(place: Path) -> None:
    """
    A task is begun when its function is there and more than the stub.
    """
    assert is_begun(place, TASKS["2.1"])
    assert not is_begun(place, TASKS["2.2"])
    (place / "exercises" / "day4_ex2.py").unlink()
    assert not is_begun(place, TASKS["2.1"])
