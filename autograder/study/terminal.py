"""The terminal's door: `pytest autograder` remembers what it said about the learner's exercises."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from autograder.grading import plugin
from autograder.grading.grade import EXERCISES
from autograder.grading.submission import Submission
from autograder.study.record_run import record

SAID = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    plugin.pytest_addoption(parser)
    parser.getgroup("autograder").addoption(
        "--no-progress",
        action="store_true",
        help="leave this run out of progress.txt (AUTOGRADER_PROGRESS=off: all runs)",
    )


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Remember the verdict, whatever output was asked for; xdist's workers leave that to one."""
    plugin.pytest_sessionfinish(session)
    config = session.config
    if _is_remembered(config):
        verdict = plugin.verdict_of(config)
        config.stash[SAID] = record(EXERCISES.parent, verdict, door="terminal")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The screen, and below it what went wrong with remembering, if anything did."""
    plugin.pytest_terminal_summary(terminalreporter)
    said = terminalreporter.config.stash.get(SAID, "")
    if said:
        for line in textwrap.wrap(said, 78, break_long_words=False):
            terminalreporter.write_line(f"  {line}")


def _is_remembered(config: pytest.Config) -> bool:
    if config.getoption("no_progress", False) or hasattr(config, "workerinput"):
        return False
    return bool(config.stash[plugin.RESULTS]) and is_own(plugin.submission_of(config))


def is_own(submission: Submission, exercises: Path = EXERCISES) -> bool:
    """Whether these are the learner's exercises themselves, not a copy or somebody else's."""
    own = exercises.resolve()
    files = {name: path.resolve() for name, path in submission.files.items()}
    return all(path.parent == own and path.stem == name for name, path in files.items())
