"""
The remote caller: makes a learner's calls in a runner, over the channel.

A runner that dies in one call costs that function alone: the next function gets a fresh one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from autograder.grading.limit import PATIENCE, TimeIsUp, time_limit
from autograder.grading.module import Loaded
from autograder.grading.notebook_cells import ENDING as NOTEBOOK
from autograder.grading.source import Source
from autograder.grading.submission import SCRIPT
from autograder.grading.task import Fault, Fix
from autograder.judges.answer import Answer, Spot
from autograder.sandbox import messages
from autograder.sandbox.channel import READY, Channel
from autograder.sandbox.clock import Clock
from autograder.sandbox.endings import TOO_EXPENSIVE, Ending, diagnosis_of
from autograder.sandbox.frames import FrameError, FramesEnd
from autograder.sandbox.messages import MessageError, Told
from autograder.sandbox.office import Office
from autograder.sandbox.standins import Anything, RemoteSource, loaded_from
from autograder.sandbox.status import Status, gravest

CRASHED = Status.SUBMISSION_ERROR
CRASHES = {"MemoryError": Status.MEMORY_LIMIT, "CodecError": Status.BAD_ANSWER}
FILE = "<file>"
GRACE = 2.0
RING = 1.0
"""Seconds for a runner to tell where it was when it was rung at."""
GROUP = 25
"""Calls that travel together. Waking a process costs more than most calls."""

Done = TypeVar("Done")


class TooExpensive(Exception):  # noqa: N818 -- the status word
    """An answer that takes more to rebuild than a judge has."""


class RunnerError(Fault):
    """A runner did not start, or something else than the submission ended it."""


class RemoteCaller:
    """
    Calls one exercise's functions in a runner.

    seen: what happened in the current check beside right and wrong answers, with its reason.
    over: functions that are not called again. slow: why its file was not loaded to its end. known: what its file holds, where no runner need tell.
    """

    source: Source
    error: BaseException | None = None

    def __init__(
        self, office: Office, exercise: str, seconds: float, known: Told | None = None
    ) -> None:
        self.office = office
        self.exercise = exercise
        self.source = RemoteSource(f"{exercise}.py")
        self.known = known
        self.seconds = seconds
        self.seen: dict[Status, str] = {}
        self._channel: Channel | None = None
        self._loaded: Loaded | None = None
        self.over: dict[str, tuple[Ending, Fix]] = {}
        self._count = 0
        self._fresh = False
        self._clock = Clock(seconds, self._cpu)
        self._used = 0.0
        self.slow: Ending | None = None

    def begin(self) -> None:
        """A check begins; the next call tells the runner."""
        self.seen = {}
        self._fresh = True
        self._clock.start()

    def used(self) -> float:
        """Seconds of computing of all its runners so far."""
        return self._used + self._cpu()

    def gravest_seen(self) -> Ending:
        word = gravest(self.seen)
        return Ending(word, self.seen[word])

    def spot_of(self, _: BaseException) -> Spot | None:
        """Where a runner was when its time was up is not known here."""
        return None

    def loaded(self) -> Loaded:
        """What the file defines; where no runner survives it, every function that is asked for."""
        if self._loaded is None:
            try:
                self._loaded = self._attempt(FILE, self._load)
            except (Fix, RunnerError):
                self._loaded = Loaded(Path(self.source.name), Anything())
        return self._loaded

    def calls(self, function: str, many: Sequence[tuple[Any, ...]]) -> list[Answer]:
        """Many calls; raises Fix where one ended the runner, or was ended for taking too long."""
        self._raise_again(FILE)
        self._raise_again(function)
        if self._channel is None:
            self._attempt(function, self._load)
        answers: list[Answer] = []
        for start in range(0, len(many), GROUP):
            group = many[start : start + GROUP]
            answers += self._attempt(function, partial(self._group, function, group))
        return answers

    def _group(self, function: str, many: Sequence[tuple[Any, ...]]) -> list[Answer]:
        """The answers to some calls that travel together."""
        first = self._count + 1
        self._count += len(many)
        self._ask(messages.calls_question(first, self._fresh, function, many))
        self._fresh = False
        return [self._answer(index, function, one) for index, one in enumerate(many, first)]

    def _answer(self, index: int, function: str, arguments: tuple[Any, ...]) -> Answer:
        """The answer to the call of that index, as soon as it is there."""
        answer = self._read(self._reply(), index, function, arguments)
        if answer.crash is not None and answer.crash.kind != "NotImplementedError":
            self._note(Ending(CRASHES.get(answer.crash.kind, CRASHED), answer.crash.kind))
        return answer

    def _raise_again(self, function: str) -> None:
        if function in self.over:
            ending, fix = self.over[function]
            self._note(ending)
            raise fix

    def _attempt(self, function: str, act: Callable[[], Done]) -> Done:
        """Do something with the runner that may end it; then `function` is over."""
        self._raise_again(function)
        spot = None
        try:
            return act()
        except TimeIsUp:
            word, spot = self._late_word(), self._ask_where()
            ending = self._stop(word)
        except FramesEnd:
            ending = self._stop(None)
        except (FrameError, MessageError) as error:
            self._stop(Status.BAD_ANSWER)
            ending = Ending(Status.BAD_ANSWER, str(error))
        except (TooExpensive, MemoryError):
            self._stop(Status.TOO_EXPENSIVE)
            ending = Ending(Status.TOO_EXPENSIVE, TOO_EXPENSIVE)
        except BaseException:
            self._stop(Status.GRADER_ERROR)  # a runner in an unknown state is not asked again
            raise
        if ending.word is Status.GRADER_ERROR:
            raise RunnerError(f"the process of {function} was {ending.detail}")
        raise self._give_up(function, ending, spot)

    def _give_up(self, function: str, ending: Ending, spot: Spot | None) -> Fix:
        """Note how the runner ended; the function is not called again."""
        named = self.source.name if function == FILE else function
        fix = Fix(diagnosis_of(ending, named, self.seconds), at=spot)
        self.over[function] = ending, fix
        self._note(ending)
        return fix

    def _load(self) -> Loaded:
        try:
            told = self.known or self._told()
        except TimeIsUp:
            self.slow = self._stop(self._late_word())
            self._note(self.slow)
            return Loaded(Path(self.source.name), slow=True)
        if told.slow:
            word = self._clock.late_word(is_running=True)
            self.slow = Ending(word, "its file was not loaded in time")
        self.source = RemoteSource(told.file, told.places)
        self._clock.forget()
        return loaded_from(told)

    def _told(self) -> Told:
        """What a new runner tells of the file: it has a limit of its own. Raises TimeIsUp."""
        self._open()
        with self._clock.running(), time_limit(PATIENCE * self.seconds + GRACE):
            told = messages.read_told(self._open_channel().reply())
        if told.file not in {self.exercise + SCRIPT, self.exercise + NOTEBOOK}:
            raise MessageError("This is the name of another file.")
        return told

    def _open(self) -> None:
        """Get a runner, and ask it to load the file. Raises RunnerError."""
        self._channel = Channel(*self.office.open_runner(self.exercise))
        try:
            with suppress(FramesEnd):  # whether it was ready is told by its first frame
                self._channel.ask(messages.load_question())
            ready = self._channel.reply(len(READY))
        except FrameError:
            ending = self._stop(None)
            raise RunnerError(f"A runner did not start: {ending.detail}.") from None
        if ready != READY:
            raise RunnerError("A runner did not start as it should.")

    def _ask(self, question: bytes) -> None:
        self._open_channel().ask(question)

    def _open_channel(self) -> Channel:
        if self._channel is None:
            raise FramesEnd("There is no runner.")
        return self._channel

    def _reply(self) -> bytes:
        """The reply. Raises TimeIsUp once the check has had its time, in seconds of computing."""
        channel = self._open_channel()
        with self._clock.running():
            self._clock.wait(channel.is_answered)
            return channel.reply()

    def _cpu(self) -> float:
        return self.office.cpu_of(self.exercise) if self._channel else 0.0

    def _late_word(self) -> Status:
        return self._clock.late_word(is_running=self.office.is_running(self.exercise))

    def _ask_where(self) -> Spot | None:
        """Ring at a runner whose time is up; the line it was at, if it can tell."""
        channel = self._channel
        if channel is None or not self.office.ring(self.exercise):
            return None
        with suppress(FrameError, MessageError, TimeIsUp):
            for _ in range(GROUP):
                if not channel.is_answered(RING):
                    return None
                spot = messages.read_spot(channel.reply())
                if spot:
                    return spot
        return None

    def _read(self, reply: bytes, index: int, function: str, arguments: tuple[Any, ...]) -> Answer:
        """The runner is done; what takes long now is the size of what it answered."""
        try:
            return messages.read_said(reply, index, function, arguments)
        except TimeIsUp:
            raise TooExpensive from None

    def _stop(self, reason: Status | None) -> Ending:
        if self._channel is not None:
            self._channel.close()
            self._channel = None
        ending = self.office.close_runner(self.exercise, reason)
        self._used += ending.cpu
        return ending

    def _note(self, ending: Ending) -> None:
        self.seen[ending.word] = ending.detail
