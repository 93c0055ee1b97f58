"""
How long does a check in an open notebook take, compared with a warm terminal process?

    python tests/benchmarks/notebook_check.py --pairs 15

Both run in this process and take turns: `grade` on the solution's file, and `check()` in an IPython
session whose cells have defined the same functions.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from benchmark import command_line
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
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
    """Time of a check in the notebook, divided by that of the same checks without one."""

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
    options = command_line(__doc__)
    options.add_argument("--pairs", type=int, default=15, help="how often each (default: 15)")
    pairs = options.parse_args().pairs
    for name, number in (("day4_ex1", "1"), ("day4_ex2", "2")):
        path = SOLUTIONS / f"{name}.py"
        shell = opened(path)
        for task in (f"{number}.{k}" for k in range(1, 5)):
            ratios = measure(shell, path, [task], pairs)
            print(f"{task}: {statistics.median(ratios):.2f} times the terminal, {pairs} pairs")


if __name__ == "__main__":
    main()
