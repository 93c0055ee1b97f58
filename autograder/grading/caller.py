"""The caller: calls the functions of a learner's file, and says what came of each call."""

import dis
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType, FrameType
from typing import Any, Protocol

import numpy as np

from autograder.grading.codec import plain
from autograder.grading.limit import MachineBusy, TimeIsUp, TooExpensive
from autograder.grading.loading import Loaded, load, neighbours
from autograder.grading.memory import is_same, names_that_last
from autograder.grading.quiet import quiet
from autograder.grading.source import FileSource, Source, crash_of
from autograder.judges.answer import Answer, Spot

AGAIN_SECONDS = 2.0
"""A call that takes longer is not run again only to see where it ends."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What a second run of a call shows.

    end: the line where it leaves the function; None where only one can. first: the name of what
    lives on between calls, and what a first call returns; None if nothing lives on, or if chance
    plays a part.
    """

    end: Spot | None = None
    first: tuple[str, Any] | None = None


class Caller(Protocol):
    """Calls one exercise's functions, in this process or, in a batch, in a confined one."""

    source: Source

    error: BaseException | None
    """The last exception itself, for a traceback on request; None if it was in another process."""

    def begin(self) -> None:
        """A check begins: seed the global generators, whichever check ran before."""

    def loaded(self) -> Loaded: ...

    def calls(self, function: str, many: Sequence[tuple[Any, ...]]) -> list[Answer]:
        """The answers to many calls, in their order; each gets a tuple of arguments."""

    def retrace(self, function: str, arguments: tuple[Any, ...]) -> Trace:
        """What such a call tells when it is made once more."""


@dataclass(eq=False)
class LocalCaller:
    """Calls functions in this process.

    seed: of the global generators; None leaves them alone. slowest: seconds of the slowest call.
    loading: of loading the file.
    """

    source: Source
    name: str
    seed: int | None
    _loaded: Loaded | None = None
    error: BaseException | None = None
    slowest: float = 0.0
    loading: float = 0.0

    def begin(self) -> None:
        if self.seed is not None:
            seed_generators(self.seed)

    def loaded(self) -> Loaded:
        if self._loaded is None:  # the first call
            self.begin()
            assert isinstance(self.source, FileSource)  # noqa: S101 -- for any other, loaded is given
            started = time.monotonic()
            self._loaded = load(self.source.path, self.name)
            self.loading = time.monotonic() - started
        return self._loaded

    def calls(self, function: str, many: Sequence[tuple[Any, ...]]) -> list[Answer]:
        return [self.call(function, arguments) for arguments in many]

    def call(
        self, function: str, arguments: tuple[Any, ...], carry: Callable[[Any], Any] = plain
    ) -> Answer:
        """Copies go in, exact plain types come out; an exception becomes part of the answer.

        carry: what makes a plain value, or the wire form, of what comes back.
        """
        target = self.loaded().names[function]
        sent = tuple(plain(argument) for argument in arguments)
        given = value = crash = None
        started = time.monotonic()
        with quiet() as output, neighbours(self.source):
            try:
                given = target(*sent)
                value = carry(given)
            except TimeIsUp as up:
                if given is None or isinstance(up, MachineBusy):
                    raise
                raise TooExpensive from None
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # noqa: BLE001 -- SystemExit too is part of the answer
                crash, self.error = crash_of(error, self.source, function), error
        self.slowest = max(self.slowest, time.monotonic() - started)
        afterwards = tuple(plain(argument) for argument in sent)
        said = output.printed, tuple(output.warned)
        return Answer(function, value, arguments, afterwards, crash, *said)

    def retrace(self, function: str, arguments: tuple[Any, ...]) -> Trace:
        first = self._first(function, arguments)
        return Trace(self._end(function, arguments), first)

    def _end(self, function: str, arguments: tuple[Any, ...]) -> Spot | None:
        code = getattr(self.loaded().names[function], "__code__", None)
        if code is None or self.slowest > AGAIN_SECONDS or not _has_many_exits(code):
            return None
        lines: list[int] = []

        def leave(frame: FrameType, event: str, _: object) -> Any:
            if event == "return":
                lines.append(frame.f_lineno)
            return leave

        def enter(frame: FrameType, _event: str, _: object) -> Any:
            if frame.f_code is not code:
                return None
            frame.f_trace_lines = False  # only the end of the call matters
            return leave

        tracing = sys.gettrace()
        sys.settrace(enter)
        try:
            self.call(function, arguments)
        finally:
            sys.settrace(tracing)
        cell = self.source.locate(code.co_filename)
        return Spot(lines[-1], cell or None) if lines and cell is not None else None

    def _first(self, function: str, arguments: tuple[Any, ...]) -> tuple[str, Any] | None:
        if not isinstance(self.source, FileSource):  # an open notebook cannot be loaded anew
            return None
        names = self.loaded().names
        name = next(names_that_last(names, self.loaded().own_functions(self.source)), "")
        if not name or max(self.slowest, self.loading) > AGAIN_SECONDS:
            return None
        one, other = (self._anew(seed).call(function, arguments) for seed in (1, 2))
        is_steady = not (one.crash or other.crash) and is_same(one.value, other.value)
        return (name, one.value) if is_steady else None

    def _anew(self, seed: int) -> "LocalCaller":
        """A caller of the same file, loaded once more, with other draws."""
        caller = LocalCaller(self.source, self.name, self.seed)
        caller.loaded()
        seed_generators(seed)
        return caller


@lru_cache
def _has_many_exits(code: CodeType) -> bool:
    """Whether a function can end at more than one instruction."""
    return sum(one.opname.startswith("RETURN_") for one in dis.get_instructions(code)) > 1


def seed_generators(seed: int) -> None:
    """Seed Python's and NumPy's global generators: once per check, never per call."""
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 -- the generator that learners use
