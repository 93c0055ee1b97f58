"""Shows the way to somebody who runs pytest on the exercises themselves: they hold no tests."""

import os
from pathlib import Path

import pytest


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
    terminalreporter.write_line("Your exercises hold no tests themselves; their checks run with:")
    terminalreporter.write_line(f"  {prefix}pytest {shown}")
