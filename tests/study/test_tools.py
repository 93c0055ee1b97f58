from pathlib import Path

import pytest

from autograder.grading.errors import KitError
from autograder.grading.spec import all_checks
from autograder.grading.task import Task
from autograder.study import tools as module
from autograder.study.progress_file import load
from autograder.study.tools import Tools
from tests.study.projects import project


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path, right=["2.1"])


def tools(root: Path, path: Path | None = None) -> Tools:
    return Tools(root, path or root / "exercises", lambda _: None)


def task(number: str) -> Task:
    return next(check.task for check in all_checks() if check.task.number == number)


def test_a_hint_is_the_next_one(root: Path) -> None:
    """
    The hint key gives what the command gives, and it is remembered.
    """
    found = tools(root)

    assert [task("2.1").hints[0]] == list(found.hint(task("2.1")))
    assert [task("2.1").hints[1]] == list(found.hint(task("2.1")))


def test_a_reset_says_where_the_work_is(root: Path) -> None:
    """
    The task is put back and the sentence names the copy.
    """
    (sentence,) = tools(root).reset(task("2.1"))

    assert "is back as it was shipped. Your work is kept in" in sentence
    assert "reset" == load(root).entries[-1].event


def test_a_reset_that_fails_is_one_sentence(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Neither a refusal nor the disk ends the watch.
    """
    for error in (KitError("Not here."), OSError(28, "No space left on device")):

        def fail(*_: object, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr(module, "reset", fail)
        assert [str(error)] == list(tools(root).reset(task("2.1")))


def test_somebody_elses_work_is_left_alone(root: Path, tmp_path: Path) -> None:
    """
    Of another folder nothing is reset and nothing is remembered.
    """
    other = tmp_path / "other"
    other.mkdir()
    found = tools(root, other)

    assert "Only tasks in exercises/ can be put back" in next(iter(found.reset(task("2.1"))))
    assert () == load(root).entries
