"""
Can any legal answer break a judge, a recogniser or a check, or keep one busy?

    python tests/benchmarks/judges_fuzz.py [ANSWERS] --tasks 1.1,2.3

Prints each fault with its answer, and how many answers each check had. The exit code is 1 if an
answer made the kit raise an exception, or took more than two seconds to judge without being
stopped by the time limit.
"""

from __future__ import annotations

import faulthandler
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmark import command_line
from fuzzing import DESCENT_TASK, Case, Judged, caller_of, checks_of, drawn, kept_back_by, run

SHARES = {"1.1": 20, "1.2": 20, "1.3": 15, "1.4": 15, "2.1": 10, "2.2": 10, "2.3": 4, "2.4": 6}
SLOW = 2.0
LIMIT = 10.0
CHUNK = 500
HANGS = 60.0


@dataclass
class Tally:
    """What has been seen so far."""

    answers: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    faults: int = 0
    slow: int = 0
    slowest: tuple[float, str] = (0.0, "")

    def take(self, judged: Judged, case: Case) -> None:
        self.outcomes[judged.outcome] += 1
        shown = f"{judged.check} | {case[0]} {str(case[1])[:300]}"
        self.slowest = max(self.slowest, (judged.seconds, shown))
        if judged.seconds > SLOW:
            self.slow += judged.outcome != "TOO_EXPENSIVE"
            print(f"SLOW {judged.seconds:.2f} s, {judged.outcome}: {shown}", flush=True)
        if judged.fault is not None:
            self.faults += 1
            where = traceback.extract_tb(judged.fault.__traceback__)[-1]
            place = f"{Path(where.filename).name}:{where.lineno}"
            print(f"FAULT {judged.fault!r:.150} at {place}: {shown}", flush=True)


def fuzz(task: str, count: int, number: int, tally: Tally, *, verbose: bool) -> None:
    """Judge about `count` answers to one task."""
    checks = checks_of(task)
    some = drawn(task, count, number)
    for turn, (case, inputs) in enumerate(some):
        kept_back = kept_back_by(case)
        if kept_back:
            tally.refused[kept_back] += 1
            continue
        asked = checks if task == DESCENT_TASK else [checks[turn % len(checks)]]
        if verbose:
            print(f"{asked[0].name} {inputs} {case}", flush=True)
        faulthandler.dump_traceback_later(HANGS, exit=True)
        for judged in run(caller_of(case, asked[0], inputs), asked, inputs, LIMIT):
            tally.take(judged, case)
            tally.answers[f"{task} {judged.check}"] += 1
        faulthandler.cancel_dump_traceback_later()
        tally.answers[task] += 1


def main() -> int:
    parser = command_line(__doc__)
    parser.add_argument(
        "answers", type=int, nargs="?", default=2000, help="how many (default: 2000)"
    )
    parser.add_argument("--tasks", default=",".join(SHARES), help="numbers, with commas between")
    parser.add_argument("--seed", type=int, default=0, help="number of the first seed")
    parser.add_argument(
        "--verbose", action="store_true", help="print each answer before it is judged"
    )
    options = parser.parse_args()
    tasks = options.tasks.split(",")
    whole = sum(SHARES[task] for task in tasks)
    tally, started = Tally(), time.process_time()
    for task in tasks:
        begun, number = time.process_time(), options.seed
        wanted = round(options.answers * SHARES[task] / whole)
        while tally.answers[task] < wanted:
            left = wanted - tally.answers[task]
            fuzz(task, min(CHUNK, left + 1), number, tally, verbose=options.verbose)
            number += 1
        spent = time.process_time() - begun
        print(f"{task}: {tally.answers[task]} answers in {spent:.0f} s", flush=True)
    for name, count in sorted(tally.answers.items()):
        print(f"  {name}: {count}")
    judged = sum(tally.answers[task] for task in tasks)
    print(f"outcomes {dict(tally.outcomes)}; never crossed {dict(tally.refused)}")
    print(f"slowest {tally.slowest[0]:.2f} s: {tally.slowest[1]}")
    spent = time.process_time() - started
    print(f"{judged} answers in {spent:.0f} s: {tally.faults} faults, {tally.slow} slow")
    return int(bool(tally.faults or tally.slow))


if __name__ == "__main__":
    sys.exit(main())
