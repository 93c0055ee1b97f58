"""
Whole runs of the hostile submissions: all tasks of both exercises, all layers of the sandbox.

    python tests/benchmarks/hostile_runs.py --runs 1 --only fork

Prints every deviation, then one line per run; the exit code is 1 if there was any deviation.

gained: points for the attacked function beyond those that the header allows. lost: checks of other
functions that fail. traces: new files or processes, or changed modes. words: another status, reason
or message than the header says.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator

from benchmark import command_line
from hostile import Hostile, all_text, gained, hostiles, lost, unexpected
from traces import CANARY, Host, host_file, watch

from autograder.grading.grade import SOLUTIONS
from autograder.sandbox.supervisor import Supervisor

Found = tuple[str, str]
"""A column of the table, and what is wrong."""


def examine(hostile: Hostile, supervisor: Supervisor, host: Host, seed: str) -> Iterator[Found]:
    """Grade both exercises, one of them hostile; yields every deviation."""
    before = watch(host)
    files = {path.name: path.read_bytes() for path in SOLUTIONS.glob("*.py")}
    files[f"{hostile.exercise}.py"] = hostile.content(host)
    graded = supervisor.grade(files, seed, hostile.name)
    yield from (("gained", f"{points} points") for points in [gained(hostile, graded)] if points)
    yield from (("lost", name) for name in lost(hostile, graded))
    yield from (("traces", trace) for trace in before.traces())
    yield from (
        ("traces", "the canary of the host is revealed") for _ in range(CANARY in all_text(graded))
    )
    yield from (("words", text) for text in unexpected(hostile, graded))


def run(number: int, arguments: argparse.Namespace, host: Host) -> Counter[str]:
    """Grade every file once, in a sandbox of its own."""
    counts: Counter[str] = Counter()
    with Supervisor(seconds=arguments.seconds) as supervisor:
        print(f"run {number}: {supervisor.level}", flush=True)
        for hostile in hostiles():
            if arguments.only in hostile.name:
                counts["files"] += 1
                for column, text in examine(hostile, supervisor, host, f"run {number}"):
                    counts[column] += 1
                    print(f"  {hostile.name} | {column} | {text}", flush=True)
    return counts


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--runs", type=int, default=3, help="how many runs (default: 3)")
    parser.add_argument("--seconds", type=float, default=6.0, help="time limit of a check")
    parser.add_argument("--only", default="", metavar="TEXT", help="files with TEXT in their name")
    arguments = parser.parse_args()
    found = 0
    for number in range(1, arguments.runs + 1):
        started = time.monotonic()
        with host_file() as host:
            counts = run(number, arguments, host)
        columns = ", ".join(
            f"{name} {counts[name]}" for name in ("gained", "lost", "traces", "words")
        )
        print(
            f"run {number}: files {counts['files']}, {columns}; {time.monotonic() - started:.0f} s"
        )
        found += counts.total() - counts["files"]
    sys.exit(found > 0)


if __name__ == "__main__":
    main()
