"""
The caller: makes one call of a learner's function and tells what it gave.

Here in this process; in a batch, in a confined one.
"""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any, Protocol

from autograder.grading.codec import plain
from autograder.grading.limit import TimeIsUp
from autograder.grading.module import Loaded, crash_of, load
from autograder.grading.quiet import quiet
from autograder.judges.answer import Answer


class Caller(Protocol):
    """Calls one exercise's functions, wherever they run."""

    file: str

    def line_of(self, error: BaseException) -> int | None: ...

    error: BaseException | None
    """The last crash itself, for a traceback on request; None where it cannot be had."""

    def loaded(self) -> Loaded: ...

    def call(self, function: str, arguments: tuple[Any, ...]) -> Answer: ...


class LocalCaller:
    """Calls functions of a file in this process; loads it at the first call."""

    def __init__(self, path: Path, name: str, seed: int | None) -> None:
        self.path = path
        self.file = path.name
        self.name = name
        self.seed = seed
        self.error: BaseException | None = None
        self._loaded: Loaded | None = None

    def loaded(self) -> Loaded:
        if self._loaded is None:
            if self.seed is not None:
                seed_generators(self.seed)
            self._loaded = load(self.path, self.name)
        return self._loaded

    def line_of(self, error: BaseException) -> int | None:
        """The last line of the file that an exception passed."""
        return crash_of(error, self.path).line

    def call(self, function: str, arguments: tuple[Any, ...]) -> Answer:
        """Copies go in, exact plain types come out; an exception is part of the answer."""
        target = self.loaded().names[function]
        sent = tuple(plain(argument) for argument in arguments)
        value, crash = None, None
        started = time.perf_counter()
        with quiet() as heard:
            try:
                value = plain(target(*sent))
            except (TimeIsUp, KeyboardInterrupt):
                raise
            except BaseException as error:  # noqa: BLE001 -- SystemExit too is part of the answer
                crash, self.error = crash_of(error, self.path), error
        seconds = time.perf_counter() - started
        afterwards = tuple(plain(argument) for argument in sent)
        return Answer(
            function,
            value,
            arguments,
            afterwards,
            crash,
            heard.printed,
            tuple(heard.warned),
            seconds,
        )


def seed_generators(seed: int) -> None:
    """Seed Python's and NumPy's global generators: once per examination, never per call."""
    import numpy as np

    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 -- the generator that learners use
