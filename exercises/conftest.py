"""Names the right command to somebody who runs pytest on the exercises: they contain no tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest


class Signpost(pytest.Module):
    """An exercise, which is not even read, because it may be broken."""

    def collect(self) -> list[pytest.Item | pytest.Collector]:
        return []


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> Signpost | None:
    """A file that was named, such as day4_ex2.py; real tests are collected as usual."""
    is_test = module_path.name.startswith("test_")
    return None if is_test else Signpost.from_parent(parent, path=module_path)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the command that runs the checks, if this run found nothing to run."""
    if terminalreporter.stats:
        return
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from autograder.grading.commands import pytest_command

    terminalreporter.write_line("")
    terminalreporter.write_line("Your exercises contain no tests; their checks run with:")
    terminalreporter.write_line(f"  {pytest_command()}")
