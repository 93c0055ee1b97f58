"""
A check in an open notebook, measured against the same checks in a warm terminal process.

    python tests/benchmarks/notebook_check.py [--pairs 15]

Both run in this process, in turn: `grade` on the solution's file, and `check()` in a session of
IPython whose cells have defined the same functions. Each grading makes its objects anew.
"""

# ruff: noqa: E402, T201 -- a script's path and prints

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from notebooks import cells_of

from autograder.grading.grade import SOLUTIONS, grade


def seconds(call: Callable[[], object]) -> float:
    gc.collect()
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def opened(path: Path) -> InteractiveShell:
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    for cell in cells_of(path.read_text(encoding="utf-8"))[:-1]:
        shell.run_cell(cell, store_history=True)
    shell.run_cell("from autograder import check", store_history=True)
    return shell


def measure(shell: InteractiveShell, path: Path, tasks: list[str], pairs: int) -> list[float]:
    """Ratios of one notebook check to the same checks in the terminal's process."""

    def notebook() -> None:
        with capture_output():
            shell.run_cell(
                "; ".join(f"check('{task}', picture=False)" for task in tasks)
            ).raise_error()

    def terminal() -> None:
        grade(path, tasks=tasks)

    notebook()
    terminal()
    return [seconds(notebook) / seconds(terminal) for _ in range(pairs)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", type=int, default=15)
    pairs = options.parse_args().pairs
    os.environ["AUTOGRADER_PROGRESS"] = "off"  # progress_cost.py measures that
    for name, number in (("day4_ex1", "1"), ("day4_ex2", "2")):
        path = SOLUTIONS / f"{name}.py"
        shell = opened(path)
        for task in (f"{number}.{k}" for k in range(1, 5)):
            ratios = measure(shell, path, [task], pairs)
            print(f"{task}: {statistics.median(ratios):.2f} times the terminal, {pairs} pairs")


if __name__ == "__main__":
    main()
