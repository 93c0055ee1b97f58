"""The worker of a cluster: a process that grades what it is sent, with graders that stay warm.

What comes in and goes out is JSON, as bytes: the process of a batch never unpickles anything about
a submission. No exception leaves either function here, because Dask writes the arguments of a call
that failed into a log, and they hold the seed of somebody's inputs. For the same reason a report
leaves without its seed: Dask may move results to a disk.
"""

import asyncio
import atexit
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from queue import Empty, SimpleQueue
from threading import Lock

import msgspec

from autograder.classroom.graders import Grader, TrustedGrader, confined_grader
from autograder.classroom.terms import Terms, own_terms, this_process
from autograder.grading.errors import KitError
from autograder.grading.question import OpenQuestion
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status

STARTING = Lock()


@dataclass(frozen=True, slots=True)
class GradingRequest:
    """A submission, and how it is to be graded. trusted: without a sandbox."""

    terms: Terms
    trusted: bool
    files: dict[str, bytes]
    seed: str
    submission: str
    questions: tuple[OpenQuestion, ...]


class WarmGraders:
    """The graders of this process, one for each call at a time; they end with the process."""

    def __init__(self, start: Callable[[], Grader]) -> None:
        self._start = start
        self._idle: SimpleQueue[Grader] = SimpleQueue()
        with self.one() as grader:
            self.terms = own_terms(str(grader.level))

    @contextmanager
    def one(self) -> Iterator[Grader]:
        try:
            grader = self._idle.get_nowait()
        except Empty:
            grader = self._start()
            atexit.register(grader.close)
        try:
            yield grader
        finally:
            self._idle.put(grader)


def warm_graders(*, trusted: bool) -> WarmGraders:
    """Those of this process, started on first use. Raises KitError if that is not safe here."""
    with STARTING:
        return _warm_graders(trusted=trusted)


@cache
def _warm_graders(*, trusted: bool) -> WarmGraders:
    return WarmGraders(TrustedGrader if trusted else lambda: confined_grader(1, neighbours=True))


async def greet(*, trusted: bool) -> bytes:
    """The terms of this process, which stays attentive while its graders start."""
    return await asyncio.to_thread(terms_or_why, trusted=trusted)


def terms_or_why(*, trusted: bool) -> bytes:
    """The terms of this process, or a sentence that says why it cannot grade."""
    try:
        return msgspec.json.encode(warm_graders(trusted=trusted).terms)
    except Exception as error:  # noqa: BLE001 -- whatever it is, this process cannot grade
        return msgspec.json.encode(_why_not(error))


def grade(request: bytes) -> bytes:
    """The report on a submission, or a sentence that says why this process must not grade it."""
    asked = msgspec.json.decode(request, type=GradingRequest)
    try:
        graders = warm_graders(trusted=asked.trusted)
    except Exception as error:  # noqa: BLE001 -- whatever it is, this process cannot grade
        return msgspec.json.encode(_why_not(error))
    if refusal := graders.terms.refusal(asked.terms):
        return msgspec.json.encode(refusal)
    try:
        return msgspec.json.encode(_graded(asked, graders))
    except Exception:  # noqa: BLE001 -- a fault in the kit costs one submission only time
        status, told = Status.GRADER_ERROR, traceback.format_exc()
        return msgspec.json.encode(Report(asked.submission, status, "The grader failed.", told))


def _graded(asked: GradingRequest, graders: WarmGraders) -> Report:
    with graders.one() as grader:
        args = asked.files, asked.seed, asked.submission
        report = grader.grade(*args, questions=asked.questions)
    return replace(report, verdict=report.verdict and replace(report.verdict, seed=""))


def _why_not(error: Exception) -> str:
    why = str(error) if isinstance(error, KitError) else f"{type(error).__name__}: {error}."
    return f"The worker on {this_process()} cannot grade. {why}"
