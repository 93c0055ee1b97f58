import queue
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from autograder.grading.errors import KitError
from autograder.grading.spec import all_checks
from autograder.grading.task import Task
from autograder.grading.verdict import CheckResult, TaskResult
from autograder.mistakes.catalogue import Diagnosis
from autograder.study import watch as module
from autograder.study.progress import load
from autograder.study.watch import MOST_LINES, TOO_LONG, SubprocessJob, Tools
from tests.study.projects import project


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path, right=["2.1"])


def tools(root: Path, path: Path | None = None) -> Tools:
    return Tools(root, path or root / "exercises", lambda _: None, ExitStack())


def task(number: str) -> Task:
    return next(check.task for check in all_checks() if check.task.number == number)


def test_a_hint_is_the_next_one(root: Path) -> None:
    """
    The hint key gives what the command gives, and it is remembered.
    """
    clue = CheckResult("a", "2.1", "add_bias", "A.", "FIX", 0, 1, Diagnosis("zeros", "Not zeros."))
    judged = TaskResult("2.1", "a column of ones", (clue,))
    said = [list(tools(root).hint(task("2.1"), one)) for one in (judged, None, None)]

    assert [f"Hint {level} of 3 for 2.1 add_bias" for level in (1, 2, 3)] == [s[0] for s in said]
    assert "The clue: Not zeros." in said[0]
    assert "python -i exercises/day4_ex2.py`" in said[1][2]


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


def posted(arguments: list[str], folder: Path) -> tuple[str, ...]:
    """The lines that a job posts."""
    lines: queue.SimpleQueue[tuple[str, ...]] = queue.SimpleQueue()
    job = SubprocessJob(arguments, folder, lines.put)
    try:
        return lines.get(timeout=60)
    finally:
        job.close()


def test_what_a_command_prints_is_posted(tmp_path: Path) -> None:
    """
    The words of a command come back line by line, errors among them.
    """
    assert posted(["--version"], tmp_path)[0].startswith("autograder ")
    assert "There is no task '9.9'" in posted(["hint", "9.9"], tmp_path)[0]


def test_the_board_is_not_flooded(tmp_path: Path) -> None:
    """
    Of a long output the first lines are shown.
    """
    assert MOST_LINES == len(posted(["--help"], tmp_path))


def test_a_command_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    After the limit one sentence comes, and no process stays.
    """
    (tmp_path / "python").write_text(
        f"#!{sys.executable}\nimport time\ntime.sleep(60)\n", encoding="utf-8"
    )
    (tmp_path / "python").chmod(0o755)
    monkeypatch.setattr(module, "SECONDS", 0.5)
    monkeypatch.setattr(module.sys, "executable", str(tmp_path / "python"))
    assert (TOO_LONG,) == posted([], tmp_path)


def test_close_ends_it(tmp_path: Path) -> None:
    """
    Nobody waits for a picture after `q`, and none arrives after a newer verdict.
    """
    lines: list[tuple[str, ...]] = []
    job = SubprocessJob(["--help"], tmp_path, lines.append)
    job.close()

    assert not job._thread.is_alive()
    assert [] == lines
