"""
What a submission costs in the sandbox, against a cold pytest and against the learner's own calls.

Cold runs and gradings take turns, each grading on inputs of its own. The learner's own calls are
made in a fork of a warm process, with the same inputs and nothing around them:

    python tests/benchmarks/sandbox_cost.py [--pairs 9]

cheaper: cold pytest by the sandbox, on the clock. of own: computing, all processes, less 20 ms, by
the computing of the own calls. beside own: cold pytest by all that is not the own calls.
"""

# ruff: noqa: E402, T201 -- a script sets its path before it imports, and prints

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np

from autograder.grading import grade as grading
from autograder.grading.caller import LocalCaller
from autograder.grading.codec import plain
from autograder.grading.grade import EXERCISES, SOLUTIONS, grade
from autograder.grading.source import FileSource
from autograder.judges.answer import Answer
from autograder.sandbox import messages
from autograder.sandbox.grading_worker import GradingWorker
from autograder.sandbox.ipc import READY, Channel, read_frame, share_files
from autograder.sandbox.level import available
from autograder.sandbox.remote import GROUP
from autograder.sandbox.supervisor import Supervisor

TRIVIAL = b"def f(X, y, theta, rate, epochs):\n    return theta\n"
CALLS, SERIES = 40, 20
ARGUMENTS = (np.ones((32, 2)), np.ones((32, 1)), np.ones((2, 1)), 0.01, 1)

Call = tuple[LocalCaller, str, tuple[Any, ...]]


class Listener(LocalCaller):
    """Notes every call of a learner's function."""

    heard: list[Call]

    def call(self, function: str, arguments: tuple[Any, ...]) -> Answer:
        if not self.name.startswith("solutions"):
            self.heard.append((self, function, tuple(plain(one) for one in arguments)))
        return super().call(function, arguments)


def calls(submission: Path, seed: str) -> list[Call]:
    """All calls that one grading of a submission makes."""
    Listener.heard = []
    grading.LocalCaller = Listener  # type: ignore[misc]
    grade(submission, seed=seed)
    grading.LocalCaller = LocalCaller  # type: ignore[misc]
    return Listener.heard


def own_calls(heard: list[Call]) -> float:
    """Seconds of computing of the calls alone, in a fork with an empty SymPy cache."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        from sympy.core.cache import clear_cache

        clear_cache()
        started = time.process_time()
        for caller, function, arguments in heard:
            caller.loaded().names[function](*arguments)
        os.write(writing, str(time.process_time() - started).encode())
        os._exit(0)
    spent = float(os.read(reading, 100))
    os.wait()
    os.close(reading)
    os.close(writing)
    return spent


def cold(folder: Path) -> tuple[float, float]:
    """Seconds on the clock and of computing of `pytest autograder --submission FOLDER`."""
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "pytest", "autograder", "--submission", str(folder)]
    subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - started, cpu


def round_trip(size: int) -> float:
    """
    Microseconds of one call of a function that does nothing, with the arguments of a walk.

    size: how many travel together.
    """
    worker = GradingWorker(available())
    request = share_files({"day4_ex2.py": TRIVIAL})
    questions, into = os.pipe()
    out, replies = os.pipe()
    capture = os.open(os.devnull, os.O_WRONLY)
    task = ["day4_ex2", ["f"], 1, "work", 10.0]
    worker.runner.fork(task, [request, questions, replies, capture])
    channel = Channel(into, out)
    assert READY == read_frame(out)
    channel.ask(messages.LOAD)
    channel.reply()

    def call(index: int) -> None:
        channel.ask(messages.write_calls(index, False, "f", [ARGUMENTS] * size))
        for one in range(index, index + size):
            messages.read_reply(channel.reply(), one, "f", ARGUMENTS)

    spent = best(call) / size
    worker.close()
    return spent


def local_call() -> float:
    """The same without a channel, in this process."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "day4_ex2.py")
        path.write_bytes(TRIVIAL)
        caller = LocalCaller(FileSource(path), "trivial", 1)
        return best(lambda _: caller.call("f", ARGUMENTS))


def best(call: Callable[[int], object]) -> float:
    """Microseconds of one call, by the quietest of many series."""
    series = []
    for _ in range(SERIES):
        started = time.perf_counter()
        for index in range(CALLS):
            call(index)
        series.append(time.perf_counter() - started)
    return min(series) / CALLS * 1e6


def graded(supervisor: Supervisor, files: dict[str, bytes], seed: str) -> tuple[float, float]:
    """Seconds on the clock and of computing of one grading, the supervisor's own included."""
    before = time.process_time()
    found = supervisor.grade(files, seed, seed)
    assert found.verdict is not None
    assert found.status in {"PASS", "FAIL"}, found.reason
    return found.seconds, found.cpu + time.process_time() - before


def classes() -> dict[str, dict[str, bytes]]:
    """Submissions from nothing done to all done."""
    solved = {path.name: path.read_bytes() for path in SOLUTIONS.glob("*.py")}
    stubs = {path.name: path.read_bytes() for path in EXERCISES.glob("day4_*.py")}
    bias = b"\n\ndef add_bias(X):\n    return np.hstack([np.ones((len(X), 1)), X])\n"
    one, two = sorted(stubs)
    return {
        "stubs": stubs,
        "begun": {name: content + b"begun = True\n" for name, content in stubs.items()},
        "one task": {one: stubs[one], two: stubs[two] + bias},
        "exercise 2": {one: stubs[one], two: solved[two]},
        "all": solved,
    }


def compare(supervisor: Supervisor, name: str, files: dict[str, bytes], pairs: int) -> None:
    """One line: cold and in the sandbox, by turns, on inputs of their own."""
    rows = []
    with TemporaryDirectory() as folder:
        for file, content in files.items():
            Path(folder, file).write_bytes(content)
        for number in range(pairs):
            seed = f"cost {number}"
            own = own_calls(calls(Path(folder), seed))
            rows.append((*cold(Path(folder)), *graded(supervisor, files, seed), own))
    cold_wall, _, wall, cpu, own = (statistics.median(one) for one in zip(*rows, strict=True))
    cheaper = statistics.median(row[0] / row[2] for row in rows)
    beside = statistics.median(row[1] / (row[3] - row[4]) for row in rows)
    print(
        f"{name:<11} {cold_wall:5.2f} s  {wall:6.3f} s  {cheaper:5.1f} times   "
        f"{cpu:6.3f} s  {own:6.3f} s  {(cpu - 0.02) / max(own, 0.001):6.2f}  {beside:6.1f} times"
    )


HEAD = """\
submission   cold     sandbox   cheaper       computing own     of own   beside own"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.strip().partition("\n")[0])
    parser.add_argument("--pairs", type=int, default=9)
    pairs = parser.parse_args().pairs
    through = f"{round_trip(GROUP):.0f} through the channel in groups, {round_trip(1):.0f} alone"
    print(f"one call: {local_call():.0f} microseconds here, {through}")
    with Supervisor() as supervisor:
        print(f"level: {supervisor.level}; medians of {pairs} pairs")
        print(HEAD)
        for name, files in classes().items():
            graded(supervisor, files, "first")
            compare(supervisor, name, files, pairs)


if __name__ == "__main__":
    main()
