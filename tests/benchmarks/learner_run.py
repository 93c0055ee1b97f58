"""
What a learner waits for: `pytest autograder` on finished solutions against its floor.

The floor is a process that imports numpy, sympy and pytest and makes the learner's own calls, all
that the checks ask for and nothing else. Runs are paired, floor and run in turn:

    python tests/benchmarks/learner_run.py [--pairs 9]

Run it in an environment without contributors' tools: other pytest plugins cost time of their own.
"""

# ruff: noqa: E402, T201 -- its own pickles, a script's path and prints

from __future__ import annotations

import argparse
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from autograder.grading.caller import LocalCaller
from autograder.grading.codec import plain
from autograder.grading.grade import SOLUTIONS, grade
from autograder.judges.answer import Answer

FLOOR = """
import pickle, sys
import numpy, sympy, pytest
sys.path.insert(0, "solutions")
import day4_ex1, day4_ex2
files = {"day4_ex1": day4_ex1, "day4_ex2": day4_ex2}
with open(sys.argv[1], "rb") as calls:
    for name, function, arguments in pickle.load(calls):
        getattr(files[name], function)(*arguments)
"""

Call = tuple[str, str, tuple[object, ...]]


class Listener(LocalCaller):
    """Notes every call of a learner's function."""

    heard: list[Call]

    def call(self, function: str, arguments: tuple[object, ...]) -> Answer:
        if not self.name.startswith("solutions"):
            self.heard.append((self.name, function, tuple(plain(one) for one in arguments)))
        return super().call(function, arguments)


def calls() -> list[Call]:
    """All calls that one grading of the solutions makes."""
    from autograder.grading import grade as grading

    Listener.heard = []
    grading.LocalCaller = Listener  # type: ignore[misc]
    grade(SOLUTIONS)
    return Listener.heard


def seconds(command: list[str]) -> float:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["AUTOGRADER_PROGRESS"] = "off"  # progress_cost.py measures that
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", type=int, default=9)
    pairs = options.parse_args().pairs
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "calls")
        path.write_bytes(pickle.dumps(calls()))
        floor = [sys.executable, "-c", FLOOR, str(path)]
        run = [sys.executable, "-m", "pytest", "autograder", "--submission"]
        kinds = {"solutions": [*run, "solutions"], "exercises": [*run, "exercises"]}
        for kind, command in kinds.items():
            seconds(command)
            seconds(floor)
            measured = [(seconds(command), seconds(floor)) for _ in range(pairs)]
            ratio = statistics.median(ours / theirs for ours, theirs in measured)
            ours = statistics.median(ours for ours, _ in measured)
            print(f"{kind}: {ratio:.2f} times the floor, median {ours:.2f} s, {pairs} pairs")


if __name__ == "__main__":
    main()
