"""
What does recording progress cost? The goals: 10 ms per run, and 0.5 s for `progress` after 10,000.

    python tests/benchmarks/progress_cost.py --runs 10000 --pairs 9

The cost of a run is everything between the screen and the end of the process: the imports, the
record of the verdict, and the line in the file. It is measured in processes of their own, with an
old record in place.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmark import ROOT, command_line

from autograder.grading.task_list import task_list
from autograder.study.progress import FILE, HEAD, Event, TaskState, line_of

KEYS = ("lost_sign", "upper_only", "averaged", "fixed_order", "step_sign", "row_missing")
RECORD = """
import sys, time
from pathlib import Path
from autograder.grading import plugin
from autograder.grading.grade import grade
verdict = grade("exercises")
started = time.perf_counter()
import autograder.study.terminal
from autograder.study.progress import record
said = record(Path(sys.argv[1]), verdict, event="terminal")
print(time.perf_counter() - started, said)
"""


def history(runs: int) -> str:
    """The record of a very busy learner: every run has another answer to one of the tasks."""
    dice = random.Random(4)  # noqa: S311 -- no secret
    when = datetime(2026, 1, 1, tzinfo=UTC)
    tasks = task_list()
    state = {task.number: TaskState("TODO", 0, task.points) for task in tasks}
    lines = []
    for _ in range(runs):
        when += timedelta(seconds=dice.randrange(20, 2000))
        task = dice.choice(tasks)
        points = dice.randrange(task.points + 1)
        found = tuple(dice.sample(KEYS, dice.randrange(1, 4)))
        wrong = TaskState("FIX", points, task.points, found, f"{dice.randrange(65536):04x}")
        passed = TaskState("PASS", task.points, task.points)
        state[task.number] = passed if dice.random() < 0.2 else wrong
        lines.append(line_of(Event(when, "terminal", dict(state))))
    return "\n".join([HEAD, *lines, ""])


def main() -> None:
    options = command_line(__doc__)
    options.add_argument("--runs", type=int, default=10_000, help="in the old record")
    options.add_argument("--pairs", type=int, default=9, help="how often each (default: 9)")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "exercises").mkdir()
        for path in (ROOT / "exercises").glob("*.py"):
            (folder / "exercises" / path.name).write_bytes(path.read_bytes())
        (folder / FILE).write_text(history(chosen.runs), encoding="utf-8", newline="\n")
        print(f"{chosen.runs} runs, {(folder / FILE).stat().st_size / 1e6:.1f} MB")
        recorded(folder), shown(folder, ["progress"])  # compile what a learner has compiled
        report("recording", [recorded(folder) * 1000 for _ in range(chosen.pairs)], "ms")
        for words in ("progress", "progress --json", "progress --html page.html", "next"):
            report(words, [shown(folder, words.split()) for _ in range(chosen.pairs)], "s")


def environment() -> dict[str, str]:
    """A learner's: recording is on, and bytecode is kept."""
    off = {"CI", "AUTOGRADER_PROGRESS", "PYTHONDONTWRITEBYTECODE"}
    kept = {name: value for name, value in os.environ.items() if name not in off}
    return {**kept, "PYTHONPATH": str(ROOT)}


def recorded(folder: Path) -> float:
    """Seconds that a run spends on its record."""
    done = subprocess.run(
        [sys.executable, "-c", RECORD, str(folder)],
        cwd=ROOT,
        env=environment(),
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, said = done.stdout.split(" ", 1)
    if said.strip():
        raise SystemExit(said)
    return float(seconds)


def shown(folder: Path, words: list[str]) -> float:
    """Seconds of a whole command, the start of Python included."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "autograder", *words],
        cwd=folder,
        env=environment(),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - started


def report(name: str, measured: list[float], unit: str) -> None:
    """Print the least, which is what the command itself needs on a busy machine, and the median."""
    least, median = min(measured), statistics.median(measured)
    print(f"{name}: least {least:.3g} {unit}, median {median:.3g} {unit}, {len(measured)} times")


if __name__ == "__main__":
    main()
