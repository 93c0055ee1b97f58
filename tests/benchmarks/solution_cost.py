"""
What do the calls of exercise 1 cost that a grading makes of the worked solution?

    python tests/benchmarks/solution_cost.py [CHECKOUT] --seeds 20 --warm

Every seed gets a process of its own, which makes the calls and nothing else; processes of this
checkout and of the other one take turns. Prints the median of each call in milliseconds of
computing, with the first seed's arguments, and the sum. warm: after the warm-up of a runner.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmark import ROOT, command_line

LISTEN = """
import pickle, sys
from autograder.grading.caller import LocalCaller
from autograder.grading.grade import grade
heard, call = [], LocalCaller.call
def listen(self, function, arguments):
    if self.name == "day4_ex1":
        heard.append((function, arguments))
    return call(self, function, arguments)
LocalCaller.call = listen
grade("solutions/day4_ex1.py", seed=sys.argv[1])
pickle.dump(heard, open(sys.argv[2], "wb"))
"""
COUNT = """
import contextlib, json, pickle, sys, time
import numpy, sympy
sys.path.insert(0, "solutions")
import day4_ex1
if sys.argv[2] == "warm":
    from autograder.sandbox.runner import warm_up
    warm_up()
spent = []
for function, arguments in pickle.load(open(sys.argv[1], "rb")):
    started = time.process_time()
    with contextlib.suppress(ValueError):  # asked for where nothing is a density
        getattr(day4_ex1, function)(*arguments)
    spent.append([time.process_time() - started, f"{function[:12]} {arguments}"])
print(json.dumps(spent))
"""


def run(checkout: Path, program: str, *arguments: str) -> str:
    command = [sys.executable, "-c", program, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    ended = subprocess.run(
        command, cwd=checkout, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return ended.stdout


def main() -> None:
    options = command_line(__doc__)
    options.add_argument("checkout", type=Path, nargs="?", help="another checkout to compare with")
    options.add_argument("--seeds", type=int, default=20, help="how many (default: 20)")
    options.add_argument("--warm", action="store_true", help="warm up first, as runners do")
    given = options.parse_args()
    checkouts = [ROOT, given.checkout.resolve()] if given.checkout else [ROOT]
    found: dict[Path, list[list[tuple[float, str]]]] = {one: [] for one in checkouts}
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(given.seeds):
            for checkout in checkouts:
                run(checkout, LISTEN, f"cost {seed}", f"{folder}/calls")
                counted = run(checkout, COUNT, f"{folder}/calls", "warm" if given.warm else "cold")
                found[checkout].append(json.loads(counted))
    sums = []
    for checkout, runs in found.items():
        print(f"\n{checkout}")
        for calls in zip(*runs, strict=True):
            median = statistics.median(spent for spent, _ in calls)
            print(f"  {1000 * median:6.1f}  {calls[0][1][:100]}")
        sums.append(statistics.median(sum(spent for spent, _ in calls) for calls in runs))
        print(f"  {1000 * sums[-1]:6.1f}  all {len(runs[0])} calls, {len(runs)} seeds")
    if len(sums) > 1:
        print(f"\n{sums[0] / sums[1]:.2f} times the other checkout")


if __name__ == "__main__":
    main()
