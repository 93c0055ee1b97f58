"""
Do the right submissions on file pass, and the wrong ones fail as expected, for every seed?

    python tests/benchmarks/submission_sweep.py right
    python tests/benchmarks/submission_sweep.py wrong --seeds 5 --only bias

A right submission must pass every check. A wrong one must lose exactly the checks that its header
names, and show the mistake named there. Prints each deviation, then the counts; the exit code is 1
if there was any deviation.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmark import command_line
from test_submissions import Filed, filed, name_of

from autograder.grading.grade import grade
from autograder.grading.verdict import CheckResult, Outcome

EVERY = 50


def deviations(submission: Filed, checks: tuple[CheckResult, ...]) -> Iterator[str]:
    """How a verdict differs from what the header says."""
    for check in checks:
        passed = check.outcome == Outcome.PASS
        if check.outcome == Outcome.GRADER_ERROR:
            yield f"error of the grader in {check.name}: {check.message}"
        elif passed and check.name in submission.loses:
            yield f"earns {check.name}"
        elif not passed and check.name not in submission.loses:
            yield f"loses {check.name}, {check.mistake}: {check.message}"
    mistake = first_mistake(checks)
    if mistake != submission.mistake:
        yield f"shows {mistake}, not {submission.mistake}"


def first_mistake(checks: tuple[CheckResult, ...]) -> str:
    """The key of the mistake that the learner sees first."""
    open_checks = [check for check in checks if check.outcome != Outcome.PASS]
    fixes = [check for check in open_checks if check.outcome == Outcome.FIX]
    first = (fixes or open_checks or [None])[0]
    return (first and first.mistake) or "none"


def sweep(submissions: list[Filed], seeds: list[str]) -> tuple[int, int]:
    """Grade every submission with every seed; the numbers of gradings and of deviations."""
    done = found = 0
    for seed in seeds:
        for submission in submissions:
            checks = grade(submission.path, seed=seed, tasks=submission.tasks).checks
            done += 1
            for deviation in deviations(submission, checks):
                found += 1
                print(f"{name_of(submission)} | {seed} | {deviation}", flush=True)
            if done % EVERY == 0:
                print(f"{done} of {len(seeds) * len(submissions)}, {found} deviations", flush=True)
    return done, found


def main() -> int:
    parser = command_line(__doc__)
    parser.add_argument("kind", choices=["right", "wrong"], help="which submissions")
    parser.add_argument("--seeds", type=int, default=5, help="how many seeds each (default: 5)")
    parser.add_argument("--only", default="", metavar="TEXT", help="files with TEXT in their name")
    options = parser.parse_args()
    submissions = [one for one in filed(options.kind) if options.only in name_of(one)]
    seeds = [f"{options.kind} {number}" for number in range(options.seeds)]
    done, found = sweep(submissions, seeds)
    print(f"{done} gradings of {len(submissions)} {options.kind} submissions: {found} deviations")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
