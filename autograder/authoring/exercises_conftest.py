"""Names the right command to somebody who runs pytest on the exercises: they contain no tests."""

from __future__ import annotations

import os
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
    kit = Path(__file__).resolve().parent.parent / "autograder"
    shown = os.path.relpath(kit) if kit.is_dir() else "autograder"
    prefix = ""
    if "UV_RUN_RECURSION_DEPTH" in os.environ:
        prefix = "py -m uv run " if os.name == "nt" else "python -m uv run "
    terminalreporter.write_line("")
    terminalreporter.write_line("Your exercises contain no tests; their checks run with:")
    terminalreporter.write_line(f"  {prefix}pytest {shown}")
