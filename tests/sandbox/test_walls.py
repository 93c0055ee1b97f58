"""
Three walls between one submission and the next, each with the attack that works without it.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from traces import processes

from autograder.grading.grade import SOLUTIONS
from autograder.sandbox import fork_server, ipc
from autograder.sandbox.checker_session import Runners
from autograder.sandbox.confine import Layers
from autograder.sandbox.status import Status
from autograder.sandbox.supervisor import Report, Supervisor

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")

RIGHT = {name: (SOLUTIONS / name).read_bytes() for name in ("day4_ex1.py", "day4_ex2.py")}
STAYS = b"""
import os

os._exit = lambda _: os._exit(_)  # with which a runner ends
while True:
    pass
"""
CONFINED = Layers(namespaces=False)
LONG = (
    RIGHT["day4_ex1.py"]
    + b"""

def probability(density, x, a, b):
    wide = chr(0x20000) * 60
    return sp.Add(*[sp.Symbol(f"n{k:03}" + wide) for k in range(300)], evaluate=False)
"""
)
LOOKS_BESIDE = (
    RIGHT["day4_ex1.py"]
    + b"""

import os


def probability(density, x, a, b):
    here = os.getcwd()
    seen = []
    try:
        seen += os.listdir(os.path.dirname(here))
    except OSError:
        pass
    for number in range(100):
        path = f"{os.path.dirname(here)}/work{number}/day4_ex2.py"
        if path != f"{here}/day4_ex2.py":
            try:
                seen.append(open(path).read(20))
            except OSError:
                pass
    raise LookupError(seen or "nothing")
"""
)

LEAVES_BESIDE = (
    RIGHT["day4_ex2.py"]
    + b"""

import os


def add_bias(X):
    left = 0
    for place in ("..", "../..", "/", "/tmp"):
        for act in (
            lambda p: open(p + "/left_by_ada", "w"),
            lambda p: os.mkdir(p + "/left_by_ada_too"),
        ):
            try:
                act(place)
                left += 1
            except OSError:
                pass
    assert not left
    return np.hstack([np.ones((len(X), 1)), X])
"""
)


POPEN = subprocess.Popen


class Patched:
    """Starts a fork server after some lines that change its module: a wall is taken away."""

    def __init__(self, module: str, lines: str) -> None:
        self.module = module
        self.code = f"{lines}\nimport {module} as it\nit.main()\n"

    def __call__(self, command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        if self.module in command:
            place = command.index("-m")
            command = [*command[:place], "-c", self.code, *command[place + 2 :]]
        return POPEN(command, **options)


@pytest.fixture(scope="module")
def confined() -> Iterator[Supervisor]:
    with Supervisor(CONFINED) as supervisor:
        yield supervisor


def without(
    monkeypatch: pytest.MonkeyPatch, module: str, lines: str, seconds: float = 10.0
) -> Supervisor:
    monkeypatch.setattr(
        fork_server.subprocess, "Popen", Patched(f"autograder.sandbox.{module}", lines)
    )
    return Supervisor(CONFINED, seconds=seconds, rehearses=False)


def word(graded: Report) -> Status:
    return graded.words["test_lesson_probability"]


SHORT_MESSAGES = 16 * 1024
NO_CAPS = f"""
from autograder.mistakes import catalogue
from autograder.sandbox import ipc
catalogue.LONGEST = 10**9
ipc.LONGEST_MESSAGE = {SHORT_MESSAGES}
"""
NO_CHECK = f"{NO_CAPS}ipc.LONGEST_MESSAGE = 10**9"
NONSENSE = """
from autograder.sandbox.broker import Broker
report = Broker.report
Broker.report = lambda self, verb, *rest: report(self, verb, *rest[:1])
"""
NOISE = """
from autograder.sandbox.broker import Broker
flush = Broker.flush
def noise(self):
    self.supervisor.send(b"\\xff{no message")
    flush(self)
Broker.flush = noise
"""


def test_texts_are_capped_where_they_are_made(confined: Supervisor) -> None:
    """
    An answer whose description is longer than a message is an ordinary wrong answer.
    """
    graded = confined.grade({"day4_ex1.py": LONG}, "day4", "eve", ["1.3", "1.4"])

    assert graded.verdict is not None
    assert (Status.FAIL, 0) == (word(graded), graded.verdict.open_points)


@pytest.mark.sweep
@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(NO_CAPS, id="too-long-to-send"),
        pytest.param(NO_CHECK, id="cut-on-its-way"),
    ],
)
def test_a_message_that_cannot_be_read_costs_its_check_alone(
    monkeypatch: pytest.MonkeyPatch, lines: str
) -> None:
    """
    Without the caps such an answer costs its own checks, which stay open; the next one passes.
    """
    monkeypatch.setattr(ipc, "LONGEST_MESSAGE", SHORT_MESSAGES)
    shorter = LONG.replace(b"range(300)", b"range(90)")
    with without(monkeypatch, "checker", lines) as supervisor:
        graded = supervisor.grade({"day4_ex1.py": shorter}, "day4", "eve", ["1.3", "1.4"])
        after = supervisor.grade({"day4_ex1.py": RIGHT["day4_ex1.py"]}, "day4", "ada", ["1.4"])

    assert graded.verdict is not None
    assert Status.UNDECIDED is word(graded)
    assert ["PASS", "UNDECIDED"] == [str(task.outcome) for task in graded.verdict.tasks]
    assert (Status.PASS, "") == (after.status, after.reason)


@pytest.mark.sweep
@pytest.mark.parametrize("lines", [NOISE, NONSENSE], ids=["no-json", "nonsense"])
def test_a_checker_that_talks_nonsense_ends_nobody_else(
    monkeypatch: pytest.MonkeyPatch, lines: str
) -> None:
    """
    Whatever a checker says, its submission gets a word and the worker goes on.
    """
    with without(monkeypatch, "checker", lines) as supervisor:
        worker = supervisor._idle.queue[0]
        graded = supervisor.grade({"day4_ex1.py": RIGHT["day4_ex1.py"]}, "day4", "ada", ["1.4"])

        assert set(graded.words.values()) <= {*Status}
        assert Status.PASS is not graded.status
        assert {} == worker.runner.pidfds


def test_only_the_own_folder_can_be_read(
    confined: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The folder beside the own one cannot be read; with rules for all of them, it can.
    """
    files = {**RIGHT, "day4_ex1.py": LOOKS_BESIDE}
    graded = confined.grade(files, "day4", "eve", ["1.4", "2.1"])
    assert graded.verdict is not None
    assert "LookupError: nothing" == graded.verdict.checks[0].raised

    open_to_all = (
        "from autograder.sandbox import confine as c\nruleset = c.landlock.ruleset\n"
        "c.landlock.ruleset = lambda readable, own, listed: "
        "ruleset(readable, [own[0].parent, *own], listed)"
    )
    with without(monkeypatch, "runner", open_to_all) as supervisor:
        graded = supervisor.grade(files, "day4", "eve", ["1.4", "2.1"])
    assert graded.verdict is not None
    assert "LookupError: nothing" != graded.verdict.checks[0].raised


@pytest.mark.parametrize("which", ["sandbox", "confined"])
def test_nothing_can_be_left_beside_the_folder(which: str, request: pytest.FixtureRequest) -> None:
    """
    The folders above a submission's own outlive it, so nothing can be made there.
    """
    supervisor = request.getfixturevalue(which)
    graded = supervisor.grade({"day4_ex2.py": LEAVES_BESIDE}, "day4", "ada", ["2.1"])

    assert Status.PASS is graded.status


def test_runners_end_whatever_happens(
    confined: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    An exception in the supervisor leaves no runner alive; without the `finally` one would be.
    """
    calls: list[int] = []

    def fail(self: Runners) -> None:
        calls.append(len(self.alive))
        if time.monotonic() > self.state.since + 1.0:  # the code is running by now
            raise ZeroDivisionError("ours")

    def grade() -> int:
        """The processes of learners' code afterwards."""
        with pytest.raises(ZeroDivisionError):
            confined.grade({"day4_ex2.py": STAYS}, "day4", "eve", ["2.1"])
        return len(processes())

    before = len(processes())
    monkeypatch.setattr(Runners, "watch", fail)
    assert [before, before] == [grade(), grade()]

    monkeypatch.setattr(Runners, "end_all", lambda _: None)
    assert before < grade()
    runner = confined._idle.queue[0].runner
    for number in [*runner.pidfds]:
        runner.kill(number)

    assert calls[:1] == [1]
