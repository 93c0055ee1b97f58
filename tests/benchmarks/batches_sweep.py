"""
Does every right submission of the bonus tasks 2.5 to 2.7 pass, whatever is drawn?

    python tests/benchmarks/batches_sweep.py --seeds 200

Examines the right submissions on file without the rest of the grader, each with as many seeds for
the runs and for the generators. Prints each refusal, then the counts; the exit code is 1 if there
was any.
"""

from __future__ import annotations

import random
import runpy
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import product

import numpy as np
from benchmark import command_line
from test_submissions import Filed, filed, name_of

from tests.judges.on_batches import NAMES, STAGES, probe_on_batches


def refused(submission: Filed, seed: int) -> str:
    """What is said against a right submission; "" if nothing."""
    task = submission.tasks[0]
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 -- the generator that learners use
    function = runpy.run_path(str(submission.path))[NAMES[task]]
    probe = probe_on_batches(task, function, seed)
    stages = {name: probe.stage(name) for name in STAGES[task]}
    return ", ".join(name for name, stage in stages.items() if not stage.is_right)


def main() -> int:
    parser = command_line(__doc__)
    parser.add_argument("--seeds", type=int, default=5, help="how many seeds each (default: 5)")
    parser.add_argument("--first", type=int, default=0, help="the first seed (default: 0)")
    options = parser.parse_args()
    right = [one for one in filed("right") if one.tasks and one.tasks[0] in STAGES]
    asked = [*product(right, range(options.first, options.first + options.seeds))]
    with ProcessPoolExecutor() as pool:
        found = [*pool.map(refused, *zip(*asked, strict=True), chunksize=5)]
    for (submission, seed), said in zip(asked, found, strict=True):
        if said:
            print(f"{name_of(submission)} | {seed} | {said}")
    print(f"{len(asked)} examinations of {len(right)} submissions: {sum(map(bool, found))} refused")
    return int(any(found))


if __name__ == "__main__":
    sys.exit(main())
