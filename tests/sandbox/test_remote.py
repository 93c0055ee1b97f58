"""
The remote caller, against runners that are played by a thread, and its clock.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import cast

import pytest

from autograder.grading import limit
from autograder.grading.caller import Trace
from autograder.grading.limit import MachineBusy, TimeIsUp
from autograder.grading.task import Busy, Fix
from autograder.judges.answer import Spot
from autograder.sandbox import messages
from autograder.sandbox.broker import Broker
from autograder.sandbox.ipc import READY, MessageError, read_frame, write_frames
from autograder.sandbox.messages import FileDescription, NameDescription
from autograder.sandbox.remote import GROUP, Clock, RemoteCaller
from autograder.sandbox.status import ExitReason, Status

Play = Callable[[int, int], None]
DESCRIBED = messages.write_description(
    FileDescription(
        "day4_ex9.py", (NameDescription("f", "function", True, True),), None, (), False, "", ()
    )
)


class Stage:
    """A broker whose runners follow a script, one after the other."""

    def __init__(self, *plays: Play) -> None:
        self.plays = list(plays)
        self.reasons: list[Status | None] = []
        self.threads: list[threading.Thread] = []
        self.cpu = self.spent = 0.0
        self.interrupts = 0

    def is_running(self, _: str) -> bool:
        return True

    def open_runner(self, _: str) -> tuple[int, int]:
        questions, into = os.pipe()
        out, replies = os.pipe()
        play = self.plays.pop(0)

        def act() -> None:
            try:
                play(questions, replies)
            except MessageError:
                pass
            finally:
                os.close(questions)
                os.close(replies)

        self.threads.append(threading.Thread(target=act))
        self.threads[-1].start()
        return into, out

    def interrupt(self, _: str) -> bool:
        self.interrupts += 1
        return True

    def close_runner(self, _: str, reason: Status | None) -> ExitReason:
        self.reasons.append(reason)
        return ExitReason(reason or Status.STOPPED_EARLY, "exit code 0")

    def queued_of(self, _: str) -> float | None:
        return None

    def cpu_of(self, _: str) -> float:
        """Nothing at first, then what the test says."""
        spent, self.spent = self.spent, self.cpu
        return spent


def start(questions: int, replies: int) -> None:
    write_frames(replies, [READY])
    read_frame(questions)
    write_frames(replies, [DESCRIBED])


def answering(reply: bytes) -> Play:
    """A runner that loads its file and gives one answer."""

    def play(questions: int, replies: int) -> None:
        start(questions, replies)
        read_frame(questions)
        os.write(replies, reply)

    return play


def framed(text: str) -> bytes:
    return len(text).to_bytes(4, "little") + text.encode()


def silent(questions: int, replies: int) -> None:
    start(questions, replies)
    read_frame(questions)
    read_frame(questions)


@pytest.fixture
def call() -> Iterator[Callable[..., RemoteCaller]]:
    stages: list[Stage] = []

    def call(*plays: Play, seconds: float = 5.0) -> RemoteCaller:
        stages.append(Stage(*plays))
        return RemoteCaller(cast(Broker, stages[-1]), "day4_ex9", seconds)

    yield call
    for stage in stages:
        for thread in stage.threads:
            thread.join(10)


def test_an_answer_comes_back(call: Callable[..., RemoteCaller]) -> None:
    """
    What a runner answers to a call is the answer of that call.
    """
    caller = call(answering(framed('[1,["i","0x7"],[null],null,"",[]]')))
    caller.loaded()
    caller.begin()

    assert 7 == caller.calls("f", [(1,)])[0].value
    assert {} == caller.seen


@pytest.mark.parametrize(
    ("reply", "word"),
    [
        pytest.param(framed('[2,["i","0x7"],[null],null,"",[]]'), "BAD_ANSWER", id="another-call"),
        pytest.param(b"\xff\xff\xff\xff", "BAD_ANSWER", id="gigabytes"),
        pytest.param(b"", "STOPPED_EARLY", id="nothing"),
        pytest.param(b"\x09\x00\x00\x00half", "STOPPED_EARLY", id="half"),
    ],
)
def test_a_lost_runner_costs_its_function(
    call: Callable[..., RemoteCaller], reply: bytes, word: str
) -> None:
    """
    A function whose runner is lost is not called again; the next one gets a fresh runner.
    """
    caller = call(answering(reply), answering(framed('[2,["i","0x7"],[],null,"",[]]')))
    caller.loaded()
    for _ in range(2):
        caller.begin()
        with pytest.raises(Fix):
            caller.calls("f", [(1,)])
        assert word == caller.worst_seen().word
    caller.begin()

    assert 7 == caller.calls("g", [()])[0].value


@pytest.mark.parametrize(
    ("name", "is_known"),
    [("day4_ex9.py", True), ("day4_ex9.ipynb", True), ("17.py", False), ("day4_ex9.py 17", False)],
)
def test_a_runner_cannot_choose_the_name_of_its_file(
    call: Callable[..., RemoteCaller], name: str, is_known: bool
) -> None:
    """
    Feedback names the file, so a runner that gives it any other name is not believed.
    """

    def play(questions: int, replies: int) -> None:
        write_frames(replies, [READY])
        read_frame(questions)
        described = FileDescription(name, (), None, (), False, "", ())
        write_frames(replies, [messages.write_description(described)])

    caller = call(play)
    caller.loaded()

    assert (name if is_known else "day4_ex9.py") == caller.source.name
    assert is_known == ({} == caller.over)


@pytest.mark.parametrize(("cpu", "word"), [(0.0, "TIMEOUT"), (0.2, "CPU_LIMIT")])
def test_time_is_counted_in_computing(
    call: Callable[..., RemoteCaller], cpu: float, word: str
) -> None:
    """
    One who waits is out of time at once, and one who computes when the computing is done.
    """
    caller = call(silent, seconds=0.1)
    caller.loaded()
    caller.begin()
    stage = cast(Stage, caller.broker)
    stage.cpu = cpu
    with pytest.raises(Fix) as raised:
        caller.calls("f", [()])

    assert "too_slow" == raised.value.diagnosis.key
    assert word == caller.worst_seen().word


def test_a_file_that_no_runner_survives_is_told_by_every_function(
    call: Callable[..., RemoteCaller],
) -> None:
    """
    Where loading ends the runner, each function that is asked for says so.
    """
    caller = call(lambda _, replies: write_frames(replies, [READY]))
    loaded = caller.loaded()
    with pytest.raises(Fix):
        caller.calls("f", [()])

    assert loaded.defines("anything")
    assert loaded.is_callable("anything")


def test_a_runner_that_is_not_confined_is_our_fault(call: Callable[..., RemoteCaller]) -> None:
    """
    A process that ends before it is confined never met the submission.
    """
    caller = call(lambda *_: None, lambda *_: None)
    caller.loaded()
    with pytest.raises(Exception, match="did not start") as raised:
        caller.calls("f", [()])

    assert not isinstance(raised.value, Fix)


def said(index: int, value: int) -> str:
    return f'[{index},["i","{value:#x}"],[],null,"",[]]'


def test_many_calls_travel_together(call: Callable[..., RemoteCaller]) -> None:
    """
    Calls go out in groups, and every answer belongs to the call of its number.
    """
    asked: list[int] = []

    def play(questions: int, replies: int) -> None:
        start(questions, replies)
        for _ in range(2):
            group = messages.read_request(read_frame(questions))
            asked.append(len(group.calls))
            for index in range(group.index, group.index + len(group.calls)):
                write_frames(replies, [said(index, 10 * index).encode()])

    caller = call(play)
    caller.loaded()
    caller.begin()
    answers = caller.calls("f", [()] * (GROUP + 3))

    assert [GROUP, 3] == asked
    assert [10 * index for index in range(1, GROUP + 4)] == [one.value for one in answers]


@pytest.mark.parametrize(
    ("indices", "word"),
    [
        pytest.param((1, 1), "BAD_ANSWER", id="twice"),
        pytest.param((2, 1), "BAD_ANSWER", id="swapped"),
        pytest.param((1,), "STOPPED_EARLY", id="one-missing"),
    ],
)
def test_answers_within_a_group_are_counted(
    call: Callable[..., RemoteCaller], indices: tuple[int, ...], word: str
) -> None:
    """
    A group with too few answers, or with two to one call, answers none of its calls.
    """
    caller = call(answering(b"".join(framed(said(index, 7)) for index in indices)))
    caller.loaded()
    caller.begin()
    with pytest.raises(Fix):
        caller.calls("f", [(), ()])

    assert word == caller.worst_seen().word


WHERE = b'[1,["c",null],[],["TimeIsUp","",7,"while True:",null,"",""],"",[]]'


@pytest.mark.parametrize(
    ("last", "line"),
    [
        pytest.param([WHERE], 7, id="known"),
        pytest.param([said(1, 5).encode(), WHERE], 7, id="behind-an-answer"),
        pytest.param([b"garbage"], None, id="garbage"),
        pytest.param([], None, id="silent"),
    ],
)
def test_a_runner_is_asked_where_it_was(
    call: Callable[..., RemoteCaller], last: list[bytes], line: int | None
) -> None:
    """
    Code whose time is up reports its line, if it can, and is stopped in any case.
    """

    def play(questions: int, replies: int) -> None:
        start(questions, replies)
        read_frame(questions)
        while not stage.interrupts:
            time.sleep(0.01)
        for frame in last:
            write_frames(replies, [frame])
        read_frame(questions)

    caller = call(play, seconds=0.1)
    stage = cast(Stage, caller.broker)
    caller.loaded()
    caller.begin()
    with pytest.raises(Fix) as raised:
        caller.calls("f", [(), ()])

    assert line == (raised.value.at and raised.value.at.line)
    assert [Status.TIMEOUT] == stage.reasons


@pytest.mark.parametrize(
    ("said", "first"),
    [
        (("known", 3), ("known", 3)),
        (("f.last", None), ("f.last", None)),
        (("<b>", 3), None),
        ("known", None),
        (None, None),
    ],
)
def test_a_trace_is_what_the_runner_says(
    call: Callable[..., RemoteCaller], said: object, first: object
) -> None:
    """
    What a runner says of a first call counts if it is a name and a value, and else says nothing.
    """
    trace = messages.write_trace(1, Trace(Spot(7), said))  # type: ignore[arg-type]
    caller = call(answering(framed(trace.decode())))
    caller.loaded()
    caller.begin()

    assert Trace(Spot(7), first) == caller.retrace("f", (1,))


def test_without_a_runner_there_is_no_trace(call: Callable[..., RemoteCaller]) -> None:
    """
    No runner is started for a question that only shapes what is said.
    """
    assert Trace() == call().retrace("f", (1,))


class World:
    """Time that passes only when a test says so; a runner computes a share of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now, self.spent, self.share = 100.0, 3.0, 1.0
        monkeypatch.setattr(time, "monotonic", lambda: self.now)
        self.queued: float | None = None
        self.clock = Clock(10.0, lambda: (self.spent, self.queued))
        self.clock.start()

    def wait(self, seconds: float) -> None:
        with self.clock.running():
            self.clock.wait(self.answer_after(seconds))

    def answer_after(self, seconds: float) -> Callable[[float], bool]:
        """An answer that comes after so many seconds on the clock."""
        due = self.now + seconds

        def is_answered(most: float) -> bool:
            passed = min(most, due - self.now)
            self.now += passed
            self.spent += self.share * passed
            if self.queued is not None:
                self.queued += (1 - self.share) * passed
            return self.now >= due

        return is_answered


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    return World(monkeypatch)


@pytest.mark.parametrize(
    ("share", "after", "is_late"),
    [
        pytest.param(1.0, 9.9, False, id="in-time"),
        pytest.param(1.0, 10.5, True, id="late"),
        pytest.param(0.5, 19.0, False, id="busy-machine"),
        pytest.param(0.5, 21.0, True, id="late-on-a-busy-machine"),
        pytest.param(0.0, 9.9, False, id="waits"),
        pytest.param(0.0, 10.5, True, id="waits-too-long"),
        pytest.param(0.2, 45.0, True, id="out-of-patience"),
    ],
)
def test_time_is_up_by_computing(world: World, share: float, after: float, is_late: bool) -> None:
    """
    Who computes gets the seconds of computing, who waits the seconds on the clock.
    """
    world.share = share
    late = False
    try:
        world.wait(after)
    except TimeIsUp:
        late = True

    assert is_late is late


@pytest.mark.parametrize(
    ("share", "after", "ended"),
    [
        pytest.param(0.05, 29.0, None, id="starved"),
        pytest.param(0.05, 31.0, MachineBusy, id="starved-for-long"),
        pytest.param(0.4, 26.0, TimeIsUp, id="endless-loop"),
    ],
)
def test_who_queues_is_not_one_who_waits(
    world: World, share: float, after: float, ended: type[TimeIsUp] | None
) -> None:
    """Code that hardly gets a processor goes on, until patience is over; then nobody is blamed."""
    world.share, world.queued = share, 0.0
    found = None
    try:
        world.wait(after)
    except TimeIsUp as up:
        found = type(up)

    assert ended is found


def test_a_suspended_process_has_not_used_its_time(world: World) -> None:
    """Hours that pass between two looks, as when a lid is closed, are not counted."""
    world.share, waits = 0.0, [0.2, 9000.0, 0.2]

    def is_answered(_: float) -> bool:
        world.now += waits.pop()
        return not waits

    with world.clock.running():
        world.clock.wait(is_answered)
    world.wait(7.0)


def test_a_busy_machine_ends_a_call_as_a_fault_of_nobody(
    call: Callable[..., RemoteCaller], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A runner that gets no processor is ended once, and its function is open, not wrong."""
    monkeypatch.setattr(limit, "LEAST", 0.1)
    monkeypatch.setattr(Stage, "queued_of", lambda *_: time.monotonic())
    caller = call(silent, seconds=0.1)
    stage = cast(Stage, caller.broker)
    caller.loaded()
    caller.begin()
    for _ in range(2):
        with pytest.raises(Busy, match="too busy to finish f"):
            caller.calls("f", [()])

    assert [Status.GRADER_ERROR] == stage.reasons


def test_the_judges_own_time_is_not_the_learners(world: World) -> None:
    """
    What passes between two answers costs nothing; the answers of one check add up.
    """
    for _ in range(3):
        world.wait(3.0)
        world.now += 50.0
    with pytest.raises(TimeIsUp):
        world.wait(3.0)
    world.clock.start()

    world.wait(3.0)


@pytest.mark.parametrize(
    ("share", "is_running", "word"),
    [
        (0.05, True, Status.TIMEOUT),
        (0.2, True, Status.CPU_LIMIT),
        (0.2, False, Status.TIMEOUT),
        (1.0, False, Status.CPU_LIMIT),
    ],
)
def test_one_who_waits_is_told_from_one_who_computes(
    world: World, share: float, is_running: bool, word: Status
) -> None:
    """
    All seconds in computing make a CPU_LIMIT; a share of them does if it is still computing.
    """
    world.share = share
    with pytest.raises(TimeIsUp):
        world.wait(1000.0)

    assert word is world.clock.late_word(is_running=is_running)


def test_what_is_forgotten_is_not_counted(world: World) -> None:
    """
    Computing before `forget`, such as that of loading a file, is on nobody's account.
    """
    world.spent += 9.5
    world.clock.forget()

    world.wait(5.0)


def test_half_an_answer_is_waited_for(world: World) -> None:
    """
    Who begins to answer and then sleeps has waited all that time.
    """
    world.share = 0.0
    with world.clock.running():
        world.clock.wait(world.answer_after(1.0))
        world.spent += 0.2
        world.now += 20.0

    assert world.clock.late_word(is_running=False) is Status.TIMEOUT
