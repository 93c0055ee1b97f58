"""The runner: executes learner code, confined, and answers calls.

It holds the submission's own files and the inputs of the calls so far: no tests, no expected
values, no solutions, no other submission.

    python -m autograder.sandbox.runner '{"control": 3, ...}'    started by the supervisor only
"""

import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from autograder.grading.caller import LocalCaller, Trace, seed_generators
from autograder.grading.codec import decode, encode
from autograder.grading.limit import TimeIsUp, time_limit
from autograder.grading.loading import load
from autograder.grading.source import FileSource, crash_of
from autograder.grading.submission import named_file
from autograder.sandbox import confine, messages, namespaces
from autograder.sandbox.confine import Confinement, Layers
from autograder.sandbox.file_description import describe, places
from autograder.sandbox.folders import lay_out
from autograder.sandbox.fork_server import ForkServer
from autograder.sandbox.ipc import READY, EndOfStream, read_frame, read_shared_files, write_frames

REQUESTS, REPLIES = 3, 4

NEVER = 1e6
"""Seconds: the clock is the supervisor's."""

PROCESSES = (
    "No second process can be started here, and no pool of multiprocessing. Do the work in this "
    "one; threads are fine, and so is concurrent.futures.ThreadPoolExecutor."
)
NETWORK = "There is no network here. The exercise needs none."
MODES = "Modes, owners and times of files cannot be changed here. The exercise needs none of it."
LINKS = "Links cannot be made here. Copy the file with shutil.copy instead."

EVENTS = {
    PROCESSES: "os.exec os.fork os.forkpty os.posix_spawn os.spawn os.system subprocess.Popen",
    NETWORK: "socket.connect socket.getaddrinfo socket.gethostbyname",
    MODES: "os.chmod os.chown os.utime",
    LINKS: "os.link os.symlink",
}
SENTENCES = {event: sentence for sentence, events in EVENTS.items() for event in events.split()}
"""What confinement forbids, by audit event."""


class RunnerTask(msgspec.Struct, array_like=True, frozen=True):
    """One fork. seed: of the generators. folder: the name of its scratch. seconds: for loading."""

    exercise: str
    asked: list[str]
    seed: int
    folder: str
    seconds: float


def main() -> None:
    settings = msgspec.json.decode(sys.argv[1])
    control, scratch = socket.socket(fileno=settings["control"]), Path(settings["scratch"])
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    warm_up()
    msgspec.convert(["", [], 0, "", 0.0], RunnerTask)  # builds a decoder
    held = confine.address_space()  # namespaces hide the file that says it
    layers = namespaces.attainable(msgspec.convert(settings["layers"], Layers), scratch)
    if layers.namespaces:
        namespaces.enter(scratch)
        namespaces.be_first()
    confinement = confine.confinement(layers, held)
    os.environ.clear()  # it says much about the machine
    os.environ.update(MPLBACKEND="Agg", LANG="C.UTF-8")
    child = partial(live, confinement, scratch)
    ForkServer(control, child, msgspec.to_builtins(layers)).serve()


def warm_up() -> None:
    """Import what learners use, and fill SymPy's cache with what no exercise asks.

    What SymPy learns on the way (tables, its modules, the small steps of its algorithms) serves
    every submission; results do not, since they are about symbols that nobody else has.
    """
    import sympy as sp

    from autograder.grading.notebook_file import code_cells

    code_cells(b"{}")  # nothing can be imported any more once a runner is confined

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


def live(own: Confinement, scratch: Path, parameters: list[Any], descriptors: list[int]) -> None:
    """The life of one child: prepare, confine, answer."""
    parent = os.getppid()
    task = msgspec.convert(parameters, RunnerTask)
    files, requests, replies, capture = descriptors
    alone = own.layers.namespaces
    folder = namespaces.private_scratch(scratch) if alone else scratch / task.folder
    lay_out(folder, read_shared_files(files))
    null = os.open(os.devnull, os.O_RDONLY)
    wanted = {0: null, 1: capture, 2: capture, REQUESTS: requests, REPLIES: replies}
    confine.settle_descriptors(wanted)
    home = str(folder)
    os.environ.update(HOME=home, TMPDIR=home, MPLCONFIGDIR=home)
    tempfile.tempdir = None
    if own.layers.seccomp:
        refuse_in_words()
    confine.confine(own, parent, folder)
    write_frames(REPLIES, [READY])
    file, _ = named_file(folder, task.exercise, tuple(task.asked))
    assert file is not None  # noqa: S101 -- the supervisor sends no runner without one
    answer(task, FileSource(file))


def refuse_in_words() -> None:
    """
    Raise with a sentence where honest code would meet a bare refusal: before the kernel says EPERM.

    A courtesy only, in the same process as the learner's code: it protects nothing. Files are
    copied without their modes and times, as on a file system that has none.
    """
    sys.addaudithook(_hook)
    vars(shutil).update(copymode=_copy_nothing, copystat=_copy_nothing)


def _copy_nothing(_src: object, _dst: object, *, follow_symlinks: bool = True) -> None:
    """Stands for copying what cannot be set."""


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    sentence = SENTENCES.get(event)
    if event == "import" and arguments[0] == "_multiprocessing":
        sentence = PROCESSES
    if sentence is not None:
        raise PermissionError(sentence)


def answer(task: RunnerTask, source: FileSource) -> None:
    """Load the file as soon as the checker asks for it, and answer calls until it has no more."""
    seed_generators(task.seed)
    found = places(source)
    asked = requests()
    if next(asked, None) is None:
        return
    started = time.monotonic()
    loaded = load(source.path, task.exercise, seconds=task.seconds)
    loading = time.monotonic() - started
    write_frames(REPLIES, [messages.write_description(describe(loaded, source, found))])
    caller = LocalCaller(source, task.exercise, task.seed, loaded, loading=loading)
    for content in asked:
        write_frames(REPLIES, replies(caller, messages.read_request(content)))


def requests() -> Iterator[bytes]:
    """What the checker asks, until it hangs up; the first one is to load the file."""
    with suppress(EndOfStream):
        while True:
            yield read_frame(REQUESTS)


def replies(caller: LocalCaller, request: messages.CallRequest) -> Iterator[bytes]:
    """The answers; if the supervisor interrupts, the last one says where the code was."""
    if request.fresh:
        caller.begin()
    index = request.index
    try:
        with time_limit(NEVER, caller.source.locate):
            for wires in request.calls:  # decoded only when their turn comes
                arguments = tuple(map(decode, wires))
                if request.again:
                    yield retraced(caller, request, arguments)
                    continue
                answer = caller.call(request.function, arguments, carry=encode)
                yield messages.write_reply(index, answer)
                index += 1
    except TimeIsUp as up:
        yield messages.write_trace(index, Trace(crash_of(up, caller.source).spot))


def retraced(
    caller: LocalCaller, request: messages.CallRequest, arguments: tuple[Any, ...]
) -> bytes:
    """The trace of a call; an empty one if it cannot be had."""
    trace = Trace()
    with suppress(Exception):  # learners' code may have changed Python itself
        trace = caller.retrace(request.function, arguments)
    return messages.write_trace(request.index, trace)


if __name__ == "__main__":
    main()
