"""
Does the sandbox give every right and wrong submission on file the verdict of a local run?

    python tests/benchmarks/same_sweep.py --only bias

Prints each check that differs, then the counts; the exit code is 1 if there is any.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from benchmark import command_line
from test_doors import shown
from test_submissions import Filed, filed, name_of

from autograder.grading.grade import grade
from autograder.sandbox.supervisor import Supervisor

EVERY = 50


def differences(one: Filed, seed: str, supervisor: Supervisor) -> Iterator[str]:
    """Each check of a submission on which the two disagree."""
    name = f"{one.path.parent.name}{one.path.suffix}"
    graded = supervisor.grade({name: one.path.read_bytes()}, seed, name_of(one), one.tasks)
    if graded.verdict is None:
        yield f"{name_of(one)} | {graded.status} | {graded.reason}"
        return
    local = shown(grade(one.path, seed=seed, tasks=one.tasks).checks)
    for here, there in zip(local, shown(graded.verdict.checks), strict=True):
        if here != there:
            yield f"{name_of(one)} | {seed} | {graded.status}\n    local {here}\n    batch {there}"


def main() -> int:
    parser = command_line(__doc__)
    parser.add_argument("--workers", type=int, default=2, help="of the sandbox (default: 2)")
    parser.add_argument("--only", default="", metavar="TEXT", help="files with TEXT in their name")
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds each (default: 1)")
    parser.add_argument("--first", type=int, default=0, help="number of the first seed")
    options = parser.parse_args()
    submissions = [
        one for one in (*filed("right"), *filed("wrong")) if options.only in name_of(one)
    ]
    numbers = range(options.first, options.first + options.seeds)
    jobs = [(one, f"same {number}") for number in numbers for one in submissions]
    found = 0
    with Supervisor(workers=options.workers) as supervisor, ThreadPoolExecutor(1) as pool:
        found_by_job = pool.map(lambda job: list(differences(*job, supervisor)), jobs)
        for done, lines in enumerate(found_by_job, start=1):
            found += len(lines)
            for line in lines:
                print(line, flush=True)
            if done % EVERY == 0:
                print(f"{done} of {len(jobs)}, {found} differences", flush=True)
    print(f"{len(jobs)} gradings of {len(submissions)} submissions: {found} differences")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
