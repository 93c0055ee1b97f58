"""
How long from a save to the verdicts in `autograder watch`, compared with a cold pytest?

    python tests/benchmarks/watch_latency.py --pairs 5 --tasks 1.3 2.3

Each task in turn is the current one. A save replaces its file the way editors do; the new text is
the solution with one more statement in the task's function. Measured are the seconds until the
current task's verdict is on the screen, and until all verdicts are. Watch and pytest take turns
over the same files.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmark import ROOT, command_line

CURRENT, ALL = re.compile(rb"It passes: "), re.compile(rb"checked in ")
TASKS = {
    "1.1": "indefinite_integral",
    "1.2": "definite_integral",
    "1.3": "is_probability_density",
    "1.4": "probability",
    "2.1": "add_bias",
    "2.2": "point_gradient",
    "2.3": "stochastic_gradient_descent",
    "2.4": "train",
}


class Watched:
    """`autograder watch` on a folder, in a pseudo-terminal."""

    def __init__(self, folder: Path) -> None:
        self.terminal, inner = pty.openpty()
        command = [sys.executable, "-m", "autograder", "watch", "--submission", str(folder)]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=inner,
            stdout=inner,
            stderr=inner,
            env={**os.environ, "TERM": "xterm"},
        )
        os.close(inner)

    def see(self, *patterns: re.Pattern[bytes]) -> list[float]:
        """Seconds until each of these has appeared on the screen, in this order."""
        started, seen, times = time.perf_counter(), b"", []
        for pattern in patterns:
            while not pattern.search(seen):
                if not select.select([self.terminal], [], [], 60)[0]:
                    raise TimeoutError(seen)
                seen += os.read(self.terminal, 65_536)
            times.append(time.perf_counter() - started)
        return times

    def rest(self, seconds: float) -> None:
        """Let it get ready; the screen must not change any more."""
        time.sleep(seconds)
        assert not select.select([self.terminal], [], [], 0)[0]

    def quit(self) -> None:
        os.write(self.terminal, b"q")
        self.process.wait(10)

    def press(self, key: bytes, expected: bytes) -> None:
        os.write(self.terminal, key)
        self.see(re.compile(expected))


def save(path: Path, text: str) -> None:
    """Replace a file, as editors do."""
    neighbour = path.with_suffix(".new")
    neighbour.write_text(text, encoding="utf-8")
    neighbour.replace(path)


def with_statement(text: str, function: str, statement: str) -> str:
    """The text with a statement below the docstring of a function."""
    start = text.index('"""', text.index('"""', text.index(f"def {function}(")) + 3) + 3
    return f"{text[:start]}\n    {statement}{text[start:]}"


def cold(folder: Path) -> float:
    """Seconds of a fresh `pytest autograder`."""
    command = [sys.executable, "-m", "pytest", "autograder", "--submission", str(folder)]
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    options = command_line(__doc__)
    options.add_argument("--pairs", type=int, default=5, help="how often each (default: 5)")
    options.add_argument("--pause", type=float, default=4, help="seconds between two saves")
    options.add_argument("--tasks", nargs="*", default=list(TASKS), help="numbers")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "solutions")
        shutil.copytree(ROOT / "solutions", folder, ignore=shutil.ignore_patterns("__pycache__"))
        watched = Watched(folder)
        watched.see(ALL)
        for task in given.tasks:
            path = folder / f"day4_ex{task[0]}.py"
            solution = path.read_text(encoding="utf-8")
            save(path, with_statement(solution, TASKS[task], "raise NotImplementedError"))
            watched.see(ALL)
            if task != given.tasks[0] or task != "1.1":
                watched.press(b"n", f"Next: {task}".encode())
            pairs = []
            for number in range(given.pairs):
                watched.rest(given.pause)
                save(path, with_statement(solution, TASKS[task], f"step = {number}"))
                current, everything = watched.see(CURRENT, ALL)
                time.sleep(given.pause / 2)
                pairs.append((current, everything, cold(folder)))
            save(path, solution)
            watched.see(ALL)
            report(f"{task} {TASKS[task]}", pairs)
            watched.rest(given.pause)
        watched.quit()


def report(name: str, pairs: list[tuple[float, float, float]]) -> None:
    current, everything, cold = map(statistics.median, zip(*pairs, strict=True))
    first = statistics.median(one / other for one, _, other in pairs)
    whole = statistics.median(one / other for _, one, other in pairs)
    print(
        f"{name}: current {current:.2f} s ({first:.2f} of pytest), all {everything:.2f} s "
        f"({whole:.2f}), pytest {cold:.2f} s, {len(pairs)} pairs",
        flush=True,
    )


if __name__ == "__main__":
    main()
