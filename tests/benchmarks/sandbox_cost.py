"""
What does a submission cost in the sandbox, compared with a cold pytest and with its own calls?

    python tests/benchmarks/sandbox_cost.py --pairs 9

Cold runs and gradings take turns, each grading on inputs of its own. The learner's own calls are
made in a fork of a warm process, with the same inputs and nothing else.

cheaper: clock time of cold pytest divided by that of the sandbox. of own: computing time of all
processes, less 20 ms, divided by that of the learner's own calls. beside own: computing time of
cold pytest divided by what the sandbox adds to the learner's own calls.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from benchmark import ROOT, command_line
from own_calls import Call, calls

from autograder.grading.caller import LocalCaller
from autograder.grading.grade import EXERCISES, SOLUTIONS
from autograder.grading.source import FileSource
from autograder.sandbox import messages
from autograder.sandbox.confine import available
from autograder.sandbox.ipc import READY, read_frame, share_files, write_frames
from autograder.sandbox.remote import GROUP
from autograder.sandbox.supervisor import GradingWorker, Supervisor

TRIVIAL = b"def f(X, y, theta, rate, epochs):\n    return theta\n"
CALLS, SERIES = 40, 20
ARGUMENTS = (np.ones((32, 2)), np.ones((32, 1)), np.ones((2, 1)), 0.01, 1)


def own_calls(heard: list[Call]) -> float:
    """Seconds of computing for the calls alone, in a fork with an empty SymPy cache."""
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
    """Clock time and computing time of `pytest autograder --submission FOLDER`, in seconds."""
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "pytest", "autograder", "--submission", str(folder)]
    subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - started, cpu


def round_trip(size: int) -> float:
    """
    Microseconds for one call of a function that does nothing, with the arguments of a descent.

    size: how many calls are sent together.
    """
    worker = GradingWorker(available())
    request = share_files({"day4_ex2.py": TRIVIAL})
    questions, into = os.pipe()
    out, replies = os.pipe()
    capture = os.open(os.devnull, os.O_WRONLY)
    task = ["day4_ex2", ["f"], 1, "work", 10.0]
    worker.runner.fork(task, [request, questions, replies, capture])
    assert READY == read_frame(out)
    write_frames(into, [messages.LOAD])
    read_frame(out)

    def call(index: int) -> None:
        write_frames(into, [messages.write_calls(index, False, "f", [ARGUMENTS] * size)])
        for one in range(index, index + size):
            messages.read_reply(read_frame(out), one, "f", ARGUMENTS)

    spent = best(call) / size
    worker.close()
    return spent


def local_call() -> float:
    """The same in this process, without a channel."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "day4_ex2.py")
        path.write_bytes(TRIVIAL)
        caller = LocalCaller(FileSource(path), "trivial", 1)
        return best(lambda _: caller.call("f", ARGUMENTS))


def best(call: Callable[[int], object]) -> float:
    """Microseconds for one call, in the fastest of many series."""
    series = []
    for _ in range(SERIES):
        started = time.perf_counter()
        for index in range(CALLS):
            call(index)
        series.append(time.perf_counter() - started)
    return min(series) / CALLS * 1e6


def graded(supervisor: Supervisor, files: dict[str, bytes], seed: str) -> tuple[float, float]:
    """Clock time and computing time of one grading, including the supervisor's, in seconds."""
    before = time.process_time()
    found = supervisor.grade(files, seed, seed)
    assert found.verdict is not None
    assert found.status in {"PASS", "FAIL"}, found.reason
    return found.seconds, found.cpu + time.process_time() - before


def classes() -> dict[str, dict[str, bytes]]:
    """Submissions, from nothing done to everything done."""
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
    """Print one line: cold runs and gradings in turn, each on inputs of its own."""
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
    parser = command_line(__doc__)
    parser.add_argument("--pairs", type=int, default=9, help="how often each (default: 9)")
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
