"""The remote caller: makes a learner's calls in a runner.

A runner that dies in one call costs that function alone: the next function gets a new one.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from autograder.grading.caller import Trace
from autograder.grading.limit import (
    BUSY,
    PATIENCE,
    TICK,
    MachineBusy,
    Spent,
    Stopwatch,
    TimeIsUp,
    TooExpensive,
    idle,
    time_limit,
)
from autograder.grading.notebook_cells import ENDING as NOTEBOOK
from autograder.grading.source import Source
from autograder.grading.submission import SCRIPT
from autograder.grading.task import Busy, Fault, Fix
from autograder.judges.answer import Answer, Spot
from autograder.sandbox import ipc, messages
from autograder.sandbox.broker import Broker
from autograder.sandbox.file_description import RemoteFile, RemoteSource, file_from
from autograder.sandbox.ipc import READY, EndOfStream, MessageError, read_frame, write_frames
from autograder.sandbox.messages import FileDescription
from autograder.sandbox.status import TOO_EXPENSIVE, ExitReason, Status, worst

CRASHES = {"MemoryError": Status.MEMORY_LIMIT, "CodecError": Status.BAD_ANSWER}
FILE = "<file>"
GRACE, INTERRUPTED = 2.0, 1.0
"""Seconds beyond the limit for loading, and for an interrupted runner to say where it was."""
STARVED = 0.3
"""Code that queued for this share of its time had no fair share of the machine."""
GROUP = 25
"""Calls that travel together: waking a process costs more than most calls."""

Done = TypeVar("Done")


class RunnerError(Fault):
    """A runner did not start, or something other than the submission ended it."""


@dataclass(slots=True)
class Clock:
    """The clock of a check: it runs while the checker waits for an answer, and only then.

    seconds: for one check. spent: returns how the runner has used its time so far.
    """

    seconds: float
    spent: Callable[[], Spent]
    _waited: float = 0.0
    _watch: Stopwatch | None = None

    def start(self) -> None:
        """A check begins."""
        self._waited = 0.0
        self.forget()

    def forget(self) -> None:
        """Do not count what is computed until the next wait, such as loading."""
        self._watch = None

    @contextmanager
    def running(self) -> Iterator[None]:
        """The clock runs while the body waits for an answer and reads it."""
        if self._watch is None:  # only now: asking costs more than a stub does
            self._watch = Stopwatch(self.seconds, self.spent, self._waited)
        self._watch.looked = time.monotonic()
        try:
            yield
        finally:
            self._watch.count()
            self._waited = self._watch.waited

    def wait(self, is_answered: Callable[[float], object]) -> None:
        """Wait for an answer; is_answered waits so many seconds for it. Raises TimeIsUp."""
        watch = self._watch or Stopwatch(self.seconds, self.spent)
        left = self.seconds - watch.waited
        while left <= 0 or not is_answered(min(left, TICK)):
            left = watch.look()
            if not left:
                raise TimeIsUp

    def late_word(self, *, is_running: bool) -> Status:
        """The word when the time is up: for code that computes, or for code that waits.

        is_running: what the kernel says about it now, for when the computing does not decide.
        """
        computed, _ = self._used()
        is_busy = computed >= BUSY * self._waited and is_running
        return Status.CPU_LIMIT if is_busy or computed >= self.seconds else Status.TIMEOUT

    def is_starved(self) -> bool:
        """Whether the code mostly queued, and had its seconds neither of computing nor idling."""
        computed, in_queue = self._used()
        is_over = max(computed, idle(self._waited, computed, in_queue)) > self.seconds * 0.9
        return in_queue is not None and in_queue > STARVED * self._waited and not is_over

    def _used(self) -> Spent:
        return self._watch.used() if self._watch else (0.0, None)


@dataclass(eq=False)
class RemoteCaller:
    """Calls one exercise's functions in a runner.

    known: the description of a file that no runner has to load. seen: what happened in the current
    check beside right and wrong answers, with its detail. over: functions that are not called
    again. slow: why the file was not loaded to its end. refused: the ValueError that a function
    raised on purpose in the current check, which some tasks ask for.
    """

    broker: Broker
    exercise: str
    seconds: float
    known: FileDescription | None = None
    error: BaseException | None = None
    seen: dict[Status, str] = field(default_factory=dict)
    over: dict[str, tuple[ExitReason, Fix | Busy]] = field(default_factory=dict)
    slow: ExitReason | None = None
    refused: ExitReason | None = None
    _pipes: tuple[int, int] | None = None
    _loaded: RemoteFile | None = None
    _count: int = 0
    _fresh: bool = False
    _used: float = 0.0

    def __post_init__(self) -> None:
        self.source: Source = RemoteSource(self.exercise + SCRIPT)
        self._clock = Clock(self.seconds, lambda: (self._cpu(), self._queued()))

    def begin(self) -> None:
        """A check begins; the next call lets the runner know."""
        self.seen, self.refused = {}, None
        self._fresh = True
        self._clock.start()

    def used(self) -> float:
        """Seconds of computing of all its runners so far."""
        return self._used + self._cpu()

    def worst_seen(self) -> ExitReason:
        word = worst(self.seen)
        return ExitReason(word, self.seen[word])

    def loaded(self) -> RemoteFile:
        """What the file defines; if no runner survives it, every function that is asked for."""
        if self._loaded is None:
            try:
                self._loaded = self._attempt(FILE, self._load)
            except (Fix, RunnerError, Busy):
                self._loaded = RemoteFile(is_lost=True)
        return self._loaded

    def calls(self, function: str, many: Sequence[tuple[Any, ...]]) -> list[Answer]:
        """Many calls. Raises Fix if one ended the runner, or was ended for taking too long."""
        if FILE in self.over:  # it would end the next runner, too
            function = FILE
        if self._pipes is None:
            self._attempt(function, self._load)
        answers: list[Answer] = []
        for start in range(0, len(many), GROUP):
            group = many[start : start + GROUP]
            answers += self._attempt(function, partial(self._group, function, group))
        return answers

    def retrace(self, function: str, arguments: tuple[Any, ...]) -> Trace:
        if self._pipes is None:
            return Trace()
        return self._attempt(function, partial(self._retraced, *self._pipes, function, arguments))

    def _retraced(
        self, requests: int, replies: int, function: str, arguments: tuple[Any, ...]
    ) -> Trace:
        self._count += 1
        asked = messages.write_calls(self._count, False, function, [arguments], again=True)
        write_frames(requests, [asked])
        return messages.read_trace(self._reply(replies), self._count)

    def _reply(self, replies: int) -> bytes:
        """The next reply, as soon as it is there."""
        with self._clock.running():
            self._clock.wait(partial(ipc.ready, [replies]))
            return read_frame(replies)

    def _group(self, function: str, many: Sequence[tuple[Any, ...]]) -> list[Answer]:
        """The answers to some calls that travel together."""
        first = self._count + 1
        self._count += len(many)
        if self._pipes is None:
            raise EndOfStream("There is no runner.")
        requests, replies = self._pipes
        write_frames(requests, [messages.write_calls(first, self._fresh, function, many)])
        self._fresh = False
        return [self._answer(replies, one, function, call) for one, call in enumerate(many, first)]

    def _answer(self, replies: int, index: int, function: str, asked: tuple[Any, ...]) -> Answer:
        """The answer to the call of that index."""
        reply = self._reply(replies)
        try:
            answer = messages.read_reply(reply, index, function, asked)
        except TimeIsUp:  # the runner is done; what takes long is the size of its answer
            raise TooExpensive from None
        crash = answer.crash
        if crash is not None and crash.is_refusal:
            self.refused = ExitReason(Status.SUBMISSION_ERROR, crash.kind)
        elif crash is not None and crash.kind != "NotImplementedError":
            word = CRASHES.get(crash.kind, Status.SUBMISSION_ERROR)
            self._note(ExitReason(word, crash.kind))
        return answer

    def _attempt(self, function: str, act: Callable[[], Done]) -> Done:
        """Do something with the runner that may end it; then `function` is over."""
        if function in self.over:
            reason, fix = self.over[function]
            self._note(reason)
            raise fix
        spot = None
        try:
            return act()
        except TimeIsUp as up:
            if isinstance(up, MachineBusy) or self._clock.is_starved():
                raise self._busy(function) from None
            word, spot = self._late_word(), self._ask_where()
            reason = self._stop(word)
        except EndOfStream:
            reason = self._stop(None)
        except MessageError as error:
            self._stop(Status.BAD_ANSWER)
            reason = ExitReason(Status.BAD_ANSWER, str(error))
        except (TooExpensive, MemoryError):
            self._stop(Status.TOO_EXPENSIVE)
            reason = ExitReason(Status.TOO_EXPENSIVE, TOO_EXPENSIVE)
        except BaseException:
            self._stop(Status.GRADER_ERROR)  # a runner in an unknown state is not asked again
            raise
        if reason.word is Status.GRADER_ERROR:
            raise RunnerError(f"the process of {function} was {reason.detail}")
        named = self.source.name if function == FILE else function
        fix = Fix(reason.diagnosis(named, self.seconds), at=spot)
        self.over[function] = reason, fix
        self._note(reason)
        raise fix

    def _busy(self, function: str) -> Busy:
        """The machine was too busy for a call, and is not asked to try again at once."""
        said = Busy(self.source.name if function == FILE else function)
        self.over[function] = self._stop(Status.GRADER_ERROR), said
        return said

    def _load(self) -> RemoteFile:
        try:
            described = self.known or self._described()
        except MachineBusy:
            raise
        except TimeIsUp:
            self.slow = self._stop(self._late_word())
            self._note(self.slow)
            return RemoteFile(slow=True)
        if described.slow and self._clock.is_starved():
            raise MachineBusy
        if described.slow:
            word = self._clock.late_word(is_running=True)
            self.slow = ExitReason(word, "its file was not loaded in time")
        self.source = RemoteSource(described.file, described.places)
        self._clock.forget()
        return file_from(described)

    def _described(self) -> FileDescription:
        """What a new runner says about the file, within its own limit. Raises TimeIsUp."""
        self._pipes = requests, replies = self.broker.open_runner(self.exercise)
        try:
            with suppress(EndOfStream):  # its first frame says whether it was ready
                write_frames(requests, [messages.LOAD])
            ready = read_frame(replies, len(READY))
        except MessageError:
            reason = self._stop(None)
            raise RunnerError(f"A runner did not start: {reason.detail}.") from None
        if ready != READY:
            raise RunnerError("A runner did not start as it should.")
        with self._clock.running(), time_limit(PATIENCE * self.seconds + GRACE):
            described = messages.read_description(read_frame(replies))
        if described.file not in {self.exercise + SCRIPT, self.exercise + NOTEBOOK}:
            raise MessageError("This is the name of another file.")
        return described

    def _cpu(self) -> float:
        return self.broker.cpu_of(self.exercise) if self._pipes else 0.0

    def _queued(self) -> float | None:
        return self.broker.queued_of(self.exercise) if self._pipes else None

    def _late_word(self) -> Status:
        return self._clock.late_word(is_running=self.broker.is_running(self.exercise))

    def _ask_where(self) -> Spot | None:
        """Interrupt a runner whose time is up; the line it was at, if it can say."""
        if self._pipes is None or not self.broker.interrupt(self.exercise):
            return None
        _, replies = self._pipes
        with suppress(MessageError, TimeIsUp):
            for _ in range(GROUP):
                if not ipc.ready([replies], INTERRUPTED):
                    return None
                if spot := messages.read_spot(read_frame(replies)):
                    return spot
        return None

    def _stop(self, killed_for: Status | None) -> ExitReason:
        ipc.close(self._pipes or ())
        self._pipes = None
        reason = self.broker.close_runner(self.exercise, killed_for)
        self._used += reason.cpu
        return reason

    def _note(self, reason: ExitReason) -> None:
        self.seen[reason.word] = reason.detail
