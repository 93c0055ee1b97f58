"""The caller: calls a learner's function, here in this process, and says what came of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from autograder.grading.codec import plain
from autograder.grading.limit import TimeIsUp, quiet
from autograder.grading.module import Loaded, load
from autograder.grading.source import FileSource, Source, crash_of
from autograder.judges.answer import Answer


class Caller(Protocol):
    """Calls one exercise's functions, wherever they run."""

    source: Source

    error: BaseException | None
    """The last exception itself, for a traceback on request; None if it was in another process."""

    def begin(self) -> None:
        """A check begins: seed the global generators, whichever check ran before."""

    def loaded(self) -> Loaded: ...

    def calls(self, function: str, many: Sequence[tuple[Any, ...]]) -> list[Answer]:
        """The answers to many calls, in their order; each gets a tuple of arguments."""


class LocalCaller:
    """Calls functions in this process. seed: of the global generators; None leaves them alone."""

    def __init__(
        self, source: Source, name: str, seed: int | None, loaded: Loaded | None = None
    ) -> None:
        self.source = source
        self.name = name
        self.seed = seed
        self.error: BaseException | None = None
        self._loaded = loaded

    def begin(self) -> None:
        if self.seed is not None:
            seed_generators(self.seed)

    def loaded(self) -> Loaded:
        if self._loaded is None:  # the first call
            self.begin()
            assert isinstance(self.source, FileSource)  # noqa: S101 -- for any other, loaded is given
            self._loaded = load(self.source.path, self.name)
        return self._loaded

    def calls(self, function: str, many: Sequence[tuple[Any, ...]]) -> list[Answer]:
        return [self.call(function, arguments) for arguments in many]

    def call(self, function: str, arguments: tuple[Any, ...]) -> Answer:
        """Copies go in, exact plain types come out; an exception becomes part of the answer."""
        target = self.loaded().names[function]
        sent = tuple(plain(argument) for argument in arguments)
        value = crash = None
        with quiet() as output:
            try:
                value = plain(target(*sent))
            except (TimeIsUp, KeyboardInterrupt):
                raise
            except BaseException as error:  # noqa: BLE001 -- SystemExit too is part of the answer
                crash, self.error = crash_of(error, self.source), error
        afterwards = tuple(plain(argument) for argument in sent)
        said = output.printed, tuple(output.warned)
        return Answer(function, value, arguments, afterwards, crash, *said)


def seed_generators(seed: int) -> None:
    """Seed Python's and NumPy's global generators: once per check, never per call."""
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 -- the generator that learners use
