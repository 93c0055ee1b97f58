"""
The runner: executes learner code, confined, and answers calls.

It holds the submission's own files and the inputs of the calls so far: no tests, no expected
values, no solutions, no other submission.

    python -m autograder.sandbox.runner '{"control": 3, ...}'    started by the supervisor only
"""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from autograder.grading.caller import Loaded, LocalCaller, load, seed_generators
from autograder.grading.limit import TimeIsUp, time_limit
from autograder.grading.source import FileSource, crash_of
from autograder.grading.submission import find_submission
from autograder.judges.answer import Answer
from autograder.sandbox import confine, limits, messages, namespaces, refusals, seccomp
from autograder.sandbox.confine import Confinement
from autograder.sandbox.file_description import describe, places
from autograder.sandbox.fork_server import ForkServer
from autograder.sandbox.ipc import READY, EndOfStream, read_frame, read_shared_files, write_frames
from autograder.sandbox.level import Layers
from autograder.sandbox.libraries import library_folders
from autograder.sandbox.scratch import lay_out

REQUESTS, REPLIES = 3, 4

NEVER = 1e6
"""Seconds: the clock is the supervisor's."""


class RunnerSettings(msgspec.Struct, frozen=True):
    """What the supervisor passes to the fork server at its start."""

    control: int
    scratch: str
    layers: Layers


class RunnerTask(msgspec.Struct, array_like=True, frozen=True):
    """
    One fork.

    asked: functions of the exercise. seed: start of the generators. folder: name of the scratch.
    seconds: for loading.
    """

    exercise: str
    asked: list[str]
    seed: int
    folder: str
    seconds: float


def main() -> None:
    settings = msgspec.json.decode(sys.argv[1], type=RunnerSettings)
    control = socket.socket(fileno=settings.control)
    confine.default_signals()
    warm_up()
    scratch = Path(settings.scratch)
    msgspec.convert(["", [], 0, "", 0.0], RunnerTask)
    held = limits.address_space()  # namespaces hide the file that says it
    layers = move(settings.layers, scratch)
    confinement = prepared(layers, held)
    clean_environment()

    def child(parameters: list[Any], descriptors: list[int]) -> None:
        live(confinement, msgspec.convert(parameters, RunnerTask), descriptors, scratch)

    ForkServer(control, child, msgspec.to_builtins(layers)).serve()


def move(layers: Layers, scratch: Path) -> Layers:
    """Move into namespaces if they are wanted and can be had; the layers that there are now."""
    libraries = library_folders()
    if not (layers.namespaces and namespaces.is_possible(scratch, libraries)):
        return replace(layers, namespaces=False)
    namespaces.enter(scratch, libraries)
    namespaces.be_first()
    return layers


def warm_up() -> None:
    """
    Import what learners use, and fill SymPy's cache with what no exercise asks.

    What SymPy learns on the way (tables, its modules, the small steps of its algorithms) serves
    every submission; results do not, since they are about symbols that nobody else has.
    """
    import sympy as sp

    t, rate = sp.Symbol("warm_up"), sp.Symbol("warm_rate", positive=True)
    for f, lower, upper in (
        (7 * t**3, 0, 2),
        (sp.cos(5 * t), 0, 1),
        (17 / (t**2 + 25), -sp.oo, sp.oo),
        (19 / (t + 1) ** 5, 0, sp.oo),
        (13 * t**2 * sp.exp(-7 * t), 0, sp.oo),
        (11 * sp.exp(-7 * t) - 13 * sp.exp(-9 * t), 0, sp.oo),
        (t * sp.exp(-rate * t), 0, sp.oo),
    ):
        sp.integrate(f, t)
        sp.simplify(sp.integrate(f, (t, lower, upper)))
        if f.free_symbols == {t}:
            sp.solveset(f < 0, t, sp.Interval(lower, upper))
    sp.lambdify(t, sp.tan(t) + 1, "numpy")(0.5)


def prepared(layers: Layers, held: int) -> Confinement:
    """The confinement of every child, with all that can be found out before the fork."""
    found = confine.confinement(layers, held)
    if layers.seccomp:
        seccomp.prepare()
    confine.are_open(found.libraries)
    return found


def live(own: Confinement, task: RunnerTask, descriptors: list[int], scratch: Path) -> None:
    """The life of one child: prepare, confine, answer."""
    parent = os.getppid()
    files, requests, replies, capture = descriptors
    alone = own.layers.namespaces
    folder = namespaces.private_scratch(scratch) if alone else scratch / task.folder
    lay_out(folder, read_shared_files(files))
    null = os.open(os.devnull, os.O_RDONLY)
    wanted = {0: null, 1: capture, 2: capture, REQUESTS: requests, REPLIES: replies}
    confine.settle_descriptors(wanted)
    settle_in(folder)
    if own.layers.seccomp:
        refusals.speak()
    confine.confine(own, parent, folder)
    write_frames(REPLIES, [READY])
    found = find_submission(folder, {task.exercise: tuple(task.asked)})
    answer(task, FileSource(found.files[task.exercise]))


def clean_environment() -> None:
    """Keep what libraries need to know, and nothing about the machine."""
    os.environ.clear()
    os.environ.update(MPLBACKEND="Agg", LANG="C.UTF-8")


def settle_in(folder: Path) -> None:
    """Make a child's own folder its home."""
    home = str(folder)
    os.environ.update(HOME=home, TMPDIR=home, MPLCONFIGDIR=home)
    tempfile.tempdir = None


def answer(task: RunnerTask, source: FileSource) -> None:
    """Answer requests until the checker has no more; the first one asks to load the file."""
    seed_generators(task.seed)
    found = places(source)
    loaded = Loaded()
    caller = LocalCaller(source, task.exercise, task.seed, loaded)
    while True:
        try:
            request = messages.read_request(read_frame(REQUESTS))
        except EndOfStream:
            return
        if request.verb == "load":
            loaded = load(source.path, task.exercise, seconds=task.seconds)
            caller = LocalCaller(source, task.exercise, task.seed, loaded)
            described = describe(loaded, source, found)
            write_frames(REPLIES, [messages.write_description(described)])
        else:
            write_frames(REPLIES, replies(caller, request))


def replies(caller: LocalCaller, request: messages.CallRequest) -> Iterator[bytes]:
    """The answers; if the supervisor interrupts, the last one says where the code was."""
    if request.fresh:
        caller.begin()
    index = request.index
    try:
        with time_limit(NEVER, caller.source.locate):
            for arguments in request.arguments():
                yield messages.write_reply(index, caller.call(request.function, arguments))
                index += 1
    except TimeIsUp as up:
        crash = crash_of(up, caller.source)
        yield messages.write_reply(index, Answer(request.function, None, (), (), crash))


if __name__ == "__main__":
    main()
