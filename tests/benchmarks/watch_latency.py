"""
From a save to the verdict in `autograder watch`, against a cold `pytest autograder`.

    python tests/benchmarks/watch_latency.py [--pairs 20] [--pause 4]

Both grade the same copy of the finished solutions. Runs are paired, watch and pytest in turn. Watch
runs in a terminal of its own; a save replaces the file, as editors do, and its verdict is there
when the last line of the board is. `--pause` seconds lie between two saves.
"""

# ruff: noqa: T201 -- a script prints

from __future__ import annotations

import argparse
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
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
DONE = re.compile(rb"(\d+) checked, (\d+) kept")
FUNCTIONS = {
    "day4_ex1": (
        "indefinite_integral",
        "definite_integral",
        "is_probability_density",
        "probability",
    ),
    "day4_ex2": ("add_bias", "point_gradient", "stochastic_gradient_descent", "train"),
}
PLACES = [(name, function) for name, functions in FUNCTIONS.items() for function in functions]


class Watched:
    """A watch on a folder, in a terminal that nobody sees."""

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

    def verdict(self) -> bytes:
        """What is written until the last line of a board is there."""
        seen = b""
        while not DONE.search(seen):
            if not select.select([self.terminal], [], [], 60)[0]:
                raise TimeoutError(seen)
            seen += os.read(self.terminal, 65_536)
        return seen

    def rest(self, seconds: float) -> None:
        """Let it get ready; nothing more may come."""
        time.sleep(seconds)
        assert not select.select([self.terminal], [], [], 0)[0]

    def quit(self) -> None:
        os.write(self.terminal, b"q")
        self.process.wait(10)


def save(path: Path, change: Callable[[str], str]) -> None:
    """Replace a file by a changed one."""
    text = change(path.read_text(encoding="utf-8"))
    neighbour = path.with_suffix(".new")
    neighbour.write_text(text, encoding="utf-8")
    neighbour.replace(path)


def in_function(function: str, number: int) -> Callable[[str], str]:
    """Add a statement to the end of a function's docstring."""

    def change(text: str) -> str:
        start = text.index('"""', text.index('"""', text.index(f"def {function}(")) + 3) + 3
        return f"{text[:start]}\n    step_{number} = {number}{text[start:]}"

    return change


def scenario(kind: str, number: int) -> tuple[str, Callable[[str], str]]:
    """The file that is saved, and how it is changed."""
    if kind == "one function":
        name, function = PLACES[number % len(PLACES)]
        return name, in_function(function, number)
    if kind == "definite_integral, on which 1.3 and 1.4 rest":
        return "day4_ex1", in_function("definite_integral", number)
    if kind == "a comment":
        return "day4_ex1", lambda text: f"{text}# {number}\n"
    return "day4_ex1", lambda text: text.replace(
        "import sympy as sp", f"import sympy as sp\nA = {number}"
    )


KINDS = (
    "one function",
    "a comment",
    "definite_integral, on which 1.3 and 1.4 rest",
    "a constant of the module: all of day4_ex1",
)


def seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", type=int, default=20)
    options.add_argument("--pause", type=float, default=4)
    options.add_argument("--kind", type=int, choices=range(len(KINDS)), nargs="*")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "solutions")
        shutil.copytree(ROOT / "solutions", folder, ignore=shutil.ignore_patterns("__pycache__"))
        watched = Watched(folder)
        watched.verdict()
        pytest = [sys.executable, "-m", "pytest", "autograder", "--submission", str(folder)]
        for kind in [KINDS[k] for k in given.kind or range(len(KINDS))]:
            pairs = []
            for number in range(given.pairs):
                watched.rest(given.pause)
                name, change = scenario(kind, number)
                save(folder / f"{name}.py", change)
                warm = seconds(watched.verdict)
                time.sleep(given.pause / 2)
                cold = seconds(
                    lambda: subprocess.run(pytest, cwd=ROOT, check=True, capture_output=True)
                )
                pairs.append((warm, cold))
            report(kind, pairs)
        watched.quit()


def report(kind: str, pairs: list[tuple[float, float]]) -> None:
    warm, cold = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    slowest = max(one for one, _ in pairs)
    print(
        f"{kind}: watch {warm:.3f} s (slowest {slowest:.3f}), pytest {cold:.2f} s, "
        f"ratio {ratio:.3f}, {len(pairs)} pairs",
        flush=True,
    )


if __name__ == "__main__":
    main()
