"""
Does `autograder watch` give each save the verdict that grading from scratch gives it?

    python tests/benchmarks/watch_sweep.py --step 10

Right and wrong submissions on file take the place of their exercise in one folder, one after the
other; then their functions take the places of those in the solution, one at a time. The current
task is always the second of the exercise. Prints what differs; the exit code is then 1.
"""

from __future__ import annotations

import ast
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from benchmark import ROOT, command_line
from watching import graded, worker_pool, write

from autograder.grading.grade import EXERCISES, SOLUTIONS, grade
from autograder.grading.source import is_stub
from autograder.study.scheduler import Scheduler


def saves(path: Path) -> Iterator[str]:
    """Texts to save: the submission, then the solution with one function of it at a time."""
    text = path.read_text(encoding="utf-8")
    yield text
    solution = (SOLUTIONS / f"{path.parent.name}.py").read_text(encoding="utf-8")
    given = dict(definitions(text))
    for name, (start, end) in definitions(solution):
        lines = solution.splitlines()
        first, last = given.get(name, (0, 0))
        if text.splitlines()[first:last] not in ([], lines[start:end]):
            yield "\n".join([*lines[:start], *text.splitlines()[first:last], *lines[end:], ""])


def definitions(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Functions and their lines; none if Python cannot read the text."""
    with suppress(SyntaxError):
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and not is_stub(node):
                yield node.name, (node.lineno - 1, node.end_lineno or node.lineno)


def main() -> int:
    options = command_line(__doc__)
    options.add_argument("--step", type=int, default=10, metavar="N", help="take every N-th file")
    options.add_argument("--first", type=int, default=0, help="number of the first file")
    given = options.parse_args()
    found = sorted((ROOT / "tests" / "submissions").glob("[rw]*/*/*.py"))
    random.Random(4).shuffle(found)  # noqa: S311 -- an order, no secret
    differing = count = 0
    with tempfile.TemporaryDirectory() as place, worker_pool() as (pool, events):
        folder = Path(place, "exercises")
        shutil.copytree(EXERCISES, folder, ignore=shutil.ignore_patterns("__pycache__", "*.ipynb"))
        scheduler = Scheduler(folder, pool)
        for path in found[given.first :: given.step]:
            for text in saves(path):
                write(folder, text, path.parent.name)
                watched = graded(
                    scheduler, events, current=f"{path.parent.name[-1]}.2", seconds=300
                )
                count += 1
                if watched != grade(folder):
                    differing += 1
                    print(f"{path.relative_to(ROOT)}: watch differs", flush=True)
    print(f"{count} saves, {differing} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
