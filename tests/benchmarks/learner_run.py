"""
How long does a learner wait for `pytest autograder`, compared with the least it could take?

    python tests/benchmarks/learner_run.py --pairs 9

The least is a process that imports numpy, sympy and pytest and makes only those calls of the
learner's functions that the checks ask for. The two take turns. Use an environment without the
contributors' tools, because other pytest plugins cost time of their own.
"""

from __future__ import annotations

import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmark import ROOT, command_line
from own_calls import calls

from autograder.grading.grade import SOLUTIONS

LEAST = """
import contextlib, pickle, sys
import numpy, sympy, pytest
sys.path.insert(0, "solutions")
import day4_ex1, day4_ex2
files = {"day4_ex1": day4_ex1, "day4_ex2": day4_ex2}
with open(sys.argv[1], "rb") as calls:
    for name, function, arguments in pickle.load(calls):
        with contextlib.suppress(ValueError):  # some tasks ask for one
            getattr(files[name], function)(*arguments)
"""


def seconds(command: list[str], *codes: int) -> float:
    """How long a command takes that ends with one of these codes."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    ended = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True)
    spent = time.perf_counter() - started
    if ended.returncode not in codes:
        raise SystemExit(ended.stdout.decode() + ended.stderr.decode())
    return spent


def main() -> None:
    options = command_line(__doc__)
    options.add_argument("--pairs", type=int, default=9, help="how often each (default: 9)")
    pairs = options.parse_args().pairs
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "calls")
        heard = [(caller.name, name, inputs) for caller, name, inputs in calls(SOLUTIONS)]
        path.write_bytes(pickle.dumps(heard))
        least = [sys.executable, "-c", LEAST, str(path)]
        run = [sys.executable, "-m", "pytest", "autograder", "--submission"]
        kinds = {"solutions": [*run, "solutions"], "exercises": [*run, "exercises"]}
        for kind, command in kinds.items():
            seconds(command, 0, 1)
            seconds(least, 0)
            measured = [(seconds(command, 0, 1), seconds(least, 0)) for _ in range(pairs)]
            ratio = statistics.median(ours / theirs for ours, theirs in measured)
            ours = statistics.median(ours for ours, _ in measured)
            print(f"{kind}: {ratio:.2f} times the least, median {ours:.2f} s, {pairs} pairs")


if __name__ == "__main__":
    main()
