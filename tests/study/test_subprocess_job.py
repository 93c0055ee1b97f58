import queue
import sys
from pathlib import Path

import pytest
from watching import wait_until

from autograder.study import subprocess_job as module
from autograder.study.subprocess_job import MOST_LINES, TOO_LONG, SubprocessJob


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
    Nobody waits for a picture after `q`.
    """
    lines: list[tuple[str, ...]] = []
    job = SubprocessJob(["--help"], tmp_path, lines.append)
    job.close()

    wait_until(lambda: bool(lines), 5)
