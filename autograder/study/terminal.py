"""`pytest autograder` records its verdict on the learner's own exercises."""

from pathlib import Path

import pytest

from autograder.grading import plugin
from autograder.grading.grade import EXERCISES
from autograder.grading.screen import terminal_width, wrap
from autograder.grading.submission import Submission
from autograder.study.progress import record

BELOW = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    plugin.pytest_addoption(parser)
    parser.getgroup("autograder").addoption(
        "--no-progress",
        action="store_true",
        help="leave this run out of progress.txt (AUTOGRADER_PROGRESS=off: all runs)",
    )


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Record the verdict, whatever is shown; with xdist, only in the controller."""
    plugin.pytest_sessionfinish(session)
    config = session.config
    is_left_out = config.getoption("no_progress", False) or hasattr(config, "workerinput")
    if is_left_out or not config.stash[plugin.RESULTS]:
        return
    if is_own(plugin.submission_of(config), EXERCISES):
        config.stash[BELOW] = record(EXERCISES.parent, plugin.verdict_of(config), event="terminal")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int) -> None:
    """Write the screen, and below it what there is to say about the record of a whole run."""
    plugin.pytest_terminal_summary(terminalreporter, exitstatus)
    is_cut = exitstatus == pytest.ExitCode.INTERRUPTED
    for sentence in terminalreporter.config.stash.get(BELOW, []) if not is_cut else ():
        for line in wrap(f"  {sentence}", "  ", terminal_width()):
            terminalreporter.write_line(line)


def is_own(submission: Submission, exercises: Path) -> bool:
    """Whether these are the learner's exercises themselves, not a copy or somebody else's."""
    own = exercises.resolve()
    return submission.path.resolve().with_suffix("") in {own, *(own / n for n in submission.files)}
