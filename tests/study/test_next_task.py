from pathlib import Path

import pytest

from autograder.study.next_task import next_lines
from autograder.study.progress import Entry, Progress, TaskRecord
from autograder.study.progress_summary import Summary, summary_of
from autograder.study.task_list import task_list
from tests.study.histories import NOON
from tests.study.projects import project


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return project(tmp_path, right=["1.1"], wrong=["2.2"])


def judged(**outcomes: str) -> Summary:
    """A run with these outcomes: `t22="FIX"`; the other tasks pass."""
    said = {f"{name[1]}.{name[2]}": outcome for name, outcome in outcomes.items()}
    results = {
        task.number: TaskRecord(outcome, task.points if outcome == "PASS" else 0, task.points)
        for task in task_list()
        for outcome in [said.get(task.number, "PASS")]
    }
    return summary_of(Progress((Entry(NOON, "terminal", results),)), task_list())


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
