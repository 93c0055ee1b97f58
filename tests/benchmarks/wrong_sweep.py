"""
Whether a wrong submission on file loses the same checks, with the same key, under every seed.

Prints each difference from a header, then the counts; exits with 1 if there is any:

    python tests/benchmarks/wrong_sweep.py [--seeds 5] [--only TEXT]
"""

# ruff: noqa: E402, T201 -- a script sets its path before it imports, and prints

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[depth]) for depth in (2, 1)]

from test_submissions import Filed, filed, name_of

from autograder.grading.grade import grade
from autograder.grading.verdict import CheckResult, Outcome

EVERY = 50


def differences(submission: Filed, checks: tuple[CheckResult, ...]) -> Iterator[str]:
    """What a verdict has that the header does not name, or lacks that it names."""
    for check in checks:
        passed = check.outcome == Outcome.PASS
        if check.outcome == Outcome.GRADER_ERROR:
            yield f"grader's error in {check.name}: {check.message}"
        elif passed and check.name in submission.loses:
            yield f"earns {check.name}"
        elif not passed and check.name not in submission.loses:
            yield f"loses {check.name}, {check.mistake}: {check.message}"
    key = shown(checks)
    if key != submission.mistake:
        yield f"shows {key} for {submission.mistake}"


def shown(checks: tuple[CheckResult, ...]) -> str:
    """The key that the learner meets first."""
    open_checks = [check for check in checks if check.outcome != Outcome.PASS]
    fixes = [check for check in open_checks if check.outcome == Outcome.FIX]
    first = (fixes or open_checks or [None])[0]
    return (first and first.mistake) or "none"


def sweep(submissions: list[Filed], seeds: int) -> tuple[int, int]:
    """Grade every submission under so many seeds; the counts of gradings and of differences."""
    done = found = 0
    for seed in (f"wrong {number}" for number in range(seeds)):
        for submission in submissions:
            checks = grade(submission.path, seed=seed, tasks=submission.tasks).checks
            done += 1
            for difference in differences(submission, checks):
                found += 1
                print(f"{name_of(submission)} | {seed} | {difference}", flush=True)
            if done % EVERY == 0:
                print(f"{done} of {seeds * len(submissions)}, {found} differences", flush=True)
    return done, found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.strip().partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--only", default="", help="files whose name holds this text")
    options = parser.parse_args()
    submissions = [one for one in filed("wrong") if options.only in name_of(one)]
    done, found = sweep(submissions, options.seeds)
    print(f"{done} gradings of {len(submissions)} wrong submissions: {found} differences")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
