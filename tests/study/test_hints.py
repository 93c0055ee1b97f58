from pathlib import Path

import pytest

from autograder.grading.task import Exercise, Task
from autograder.study.hints import hint, next_hint
from autograder.study.progress import FILE, Event, line_of, now

LEVELS = ("What is it?", "Look there.", "Why does it work?")


@pytest.fixture
def task() -> Task:
    """A task with three hints."""
    return Exercise("day9_ex1").task("9.1", "area", "an area", hints=LEVELS)


@pytest.mark.parametrize(
    ("given", "expected"), [(0, LEVELS[0]), (1, LEVELS[1]), (2, LEVELS[2]), (99, LEVELS[2])]
)
def test_hints_come_in_order(task: Task, given: int, expected: str) -> None:
    """
    Every hint follows the one before, and the last is repeated.
    """
    assert expected == hint(task, given)


def test_hints_given_are_remembered(task: Task, tmp_path: Path) -> None:
    """
    Asking again and again walks through all levels, and says nothing but the hint.
    """
    said = [list(next_hint(task, tmp_path)) for _ in range(5)]

    assert [[LEVELS[0]], [LEVELS[1]], [LEVELS[2]], [LEVELS[2]], [LEVELS[2]]] == said


def test_deleting_the_file_starts_over(task: Task, tmp_path: Path) -> None:
    """
    Without its file the next hint is the first.
    """
    list(next_hint(task, tmp_path))
    (tmp_path / FILE).unlink()

    assert [LEVELS[0]] == list(next_hint(task, tmp_path))


def test_a_damaged_record_counts_as_far_as_it_can_be_read(task: Task, tmp_path: Path) -> None:
    """
    Lines that cannot be read change nothing, and a hint says nothing about them.
    """
    given = line_of(Event(now(), "hint", tasks=("9.1",), level=1))
    (tmp_path / FILE).write_bytes(f"{given}\n".encode() + b"\xff\xfe\n")

    assert [[LEVELS[1]], [LEVELS[2]]] == [list(next_hint(task, tmp_path)) for _ in range(2)]


def test_a_folder_that_cannot_be_written_still_gives_the_hint(task: Task, tmp_path: Path) -> None:
    """
    The hint comes first, then one sentence that it cannot be remembered.
    """
    said = list(next_hint(task, tmp_path / "missing"))

    assert LEVELS[0] == said[0]
    assert "cannot be remembered" in said[1]


def test_a_file_that_cannot_be_read_still_gives_the_hint(task: Task, tmp_path: Path) -> None:
    """
    A folder in the place of the file costs the record, not the hint.
    """
    (tmp_path / FILE).mkdir()

    said = list(next_hint(task, tmp_path))

    assert LEVELS[0] == said[0]
    assert "cannot be remembered" in said[1]
