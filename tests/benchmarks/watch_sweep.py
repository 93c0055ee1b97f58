"""
Watch over the submissions on file, saved one after the other, against a grading of each from
nothing.

    python tests/benchmarks/watch_sweep.py [--step 10] [--first 0]

Every so-many-th right and wrong submission takes the place of its exercise in one folder; then its
functions take their places in the solution, one at a time. The second task of the exercise is the
current one. Whatever differs is printed; the exit code is then 1.
"""

# ruff: noqa: E402, T201 -- a script's path and prints

from __future__ import annotations

import argparse
import ast
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "study")]

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
    """Functions and the lines they stand on; none in what Python cannot read."""
    with suppress(SyntaxError):
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and not is_stub(node):
                yield node.name, (node.lineno - 1, node.end_lineno or node.lineno)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--step", type=int, default=10)
    options.add_argument("--first", type=int, default=0)
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
