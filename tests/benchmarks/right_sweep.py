"""
How often a right variant on file is denied a point: every one of them, over many seeds.

Prints each check that does not pass, then the counts; exits with 1 if there is any:

    python tests/benchmarks/right_sweep.py [--gradings 10000] [--only TEXT]
"""

# ruff: noqa: E402, T201 -- a script sets its path before it imports, and prints

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[depth]) for depth in (2, 1)]

from test_submissions import Filed, filed, name_of

from autograder.grading.grade import grade
from autograder.grading.verdict import CheckResult, Outcome

EVERY = 100


def gradings(submissions: list[Filed]) -> Iterator[tuple[Filed, str]]:
    """All submissions under one seed, then under the next, without end."""
    for number in count():
        yield from ((submission, f"right {number}") for submission in submissions)


def denied(submission: Filed, seed: str) -> list[CheckResult]:
    """The checks that do not pass."""
    checks = grade(submission.path, seed=seed, tasks=submission.tasks).checks
    return [check for check in checks if check.outcome != Outcome.PASS]


def sweep(submissions: list[Filed], number: int) -> tuple[int, int]:
    """Grade so many times; the counts of gradings and of checks that do not pass."""
    done = open_checks = 0
    for done, (submission, seed) in enumerate(islice(gradings(submissions), number), start=1):
        for check in denied(submission, seed):
            open_checks += 1
            print(f"{name_of(submission)} | {seed} | {check.name} | {check.outcome}", end=" | ")
            print(f"{check.mistake} | {check.message}", flush=True)
        if done % EVERY == 0:
            print(f"{done} of {number} gradings, {open_checks} open checks", flush=True)
    return done, open_checks


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.strip().partition("\n")[0])
    parser.add_argument("--gradings", type=int, default=10_000)
    parser.add_argument("--only", default="", help="files whose name holds this text")
    options = parser.parse_args()
    submissions = [one for one in filed("right") if options.only in name_of(one)]
    done, open_checks = sweep(submissions, options.gradings)
    print(f"{done} gradings of {len(submissions)} right variants: {open_checks} checks not passed")
    return int(open_checks > 0)


if __name__ == "__main__":
    sys.exit(main())
