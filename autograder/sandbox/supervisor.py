"""The supervisor: grades untrusted submissions, one per worker, and survives all of them.

with Supervisor(workers=2) as supervisor:
    graded = supervisor.grade({"day5_ex1.py": content}, seed, "ada")
"""

import os
import queue
import re
import sys
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Self

import msgspec

from autograder.grading.errors import KitError
from autograder.grading.grade import result_of
from autograder.grading.limit import SECONDS
from autograder.grading.question import OpenQuestion, checks_for
from autograder.grading.spec import all_checks, functions_asked
from autograder.grading.task import Check, Fault, Fix, Undecided
from autograder.grading.verdict import CheckResult, collect
from autograder.mistakes.python import general
from autograder.sandbox import folders, ipc
from autograder.sandbox.checker_session import CheckerSession, Runners
from autograder.sandbox.confine import Layers, Level, available
from autograder.sandbox.cores import cores
from autograder.sandbox.fork_server import ForkClient, ForkServerError
from autograder.sandbox.report import Report, stopped_at
from autograder.sandbox.status import ExitReason, Status, worst
from autograder.sandbox.submission_state import SLOW, CheckOutcome, GradingJob, SubmissionState

LARGEST = {".py": 256 * 1024, ".ipynb": 2 * 1024 * 1024}
"""Bytes of one file; a notebook carries its pictures."""

NAME = re.compile(r"\w[\w. -]{0,100}", re.ASCII)


class SandboxError(KitError):
    """Nothing can be graded on this machine."""


class GradingWorker:
    """Two fork servers that grade one submission after another; one that dies is replaced."""

    def __init__(self, layers: Layers, *, rehearses: bool = True) -> None:
        self.layers = layers
        self.rehearses = rehearses
        self.is_closed = False
        self.scratch = folders.make_place()
        with ExitStack() as stack:
            stack.callback(folders.clear, self.scratch)
            self.runner, self.checker = self._start()
            stack.pop_all()

    def _start(self) -> tuple[ForkClient, ForkClient]:
        """Both at once: their imports take a while. Raises ForkServerError."""
        settings = {"scratch": str(self.scratch), "layers": self.layers}
        with ExitStack() as stack:
            runner = ForkClient("autograder.sandbox.runner", settings)
            stack.callback(runner.close)
            checker = ForkClient("autograder.sandbox.checker", {"rehearses": self.rehearses})
            stack.callback(checker.close)
            self.layers = msgspec.convert(runner.wait_until_warm(), Layers)
            checker.wait_until_warm()
            stack.pop_all()
        return runner, checker

    def close(self) -> None:
        """End both, even in the middle of a submission; nothing is started any more."""
        self.is_closed = True
        self.runner.close()
        self.checker.close()
        folders.clear(self.scratch)

    def grade(self, state: SubmissionState) -> None:
        """Grade to the end, whatever dies on the way. Raises ForkServerError if nothing starts."""
        self._check_open()
        files = ipc.share_files(state.job.files)
        try:
            while not state.done:
                self._check(state, files)
        finally:
            os.close(files)

    def _check(self, state: SubmissionState, files: int) -> None:
        """Run one checker. Nothing of it is alive when this returns."""
        runners = Runners(self.runner, self.scratch, files, state)
        state.begin()
        try:
            try:
                self._serve_checker(state, runners)
            finally:
                runners.end_all()
        except ForkServerError as error:
            runners.abandon()
            self._restart()
            state.lose(ExitReason(Status.GRADER_ERROR, str(error)), is_late=False)

    def _serve_checker(self, state: SubmissionState, runners: Runners) -> None:
        near, far = ipc.socket_pair()
        with near:
            with far:
                number = self.checker.fork(msgspec.to_builtins(state.task()), [far.fileno()])
            try:
                for exercise in state.job.to_run:  # while the checker gets ready
                    runners.prepare(exercise)
                CheckerSession(state, runners, near, self.checker, number).serve()
            finally:
                self.checker.kill(number)
                self.checker.wait_for(number)

    def _restart(self) -> None:
        """Replace what is dead, and what may have lost a child."""
        self.runner.close()
        self.checker.close()
        self._check_open()
        self.runner, self.checker = self._start()
        if self.is_closed:  # meanwhile, by another thread
            self.close()
            self._check_open()

    def _check_open(self) -> None:
        if self.is_closed:
            raise ForkServerError("its worker was closed")


class Supervisor:
    """Grades one submission per worker at a time; `grade` may be called from many threads.

    neighbours: whether other supervisors are at work on this machine. rehearses: whether each
    checker grades the solutions once before it is ready; it pays from a few submissions on.
    """

    def __init__(
        self,
        layers: Layers | None = None,
        *,
        workers: int = 1,
        seconds: float = SECONDS,
        neighbours: bool = False,
        rehearses: bool = True,
    ) -> None:
        self.layers = available(layers)
        self.rehearses = rehearses
        self.workers = workers
        self.is_alone = workers == 1 and not neighbours
        self.seconds = seconds
        self._idle: queue.Queue[GradingWorker] = queue.Queue()
        self._alone = threading.Lock()
        self._stack = ExitStack()

    @property
    def level(self) -> Level:
        return self.layers.level

    def __enter__(self) -> Self:
        """Start the workers. Raises SandboxError."""
        if sys.platform != "linux":
            raise SandboxError(
                "Untrusted submissions can be confined on Linux only: use a Linux machine, a "
                "virtual one, or WSL2. What you trust can be graded with --trust-submissions."
            )
        with ThreadPoolExecutor(max(1, cores() // 2)) as threads:  # each starts two processes
            started = [threads.submit(self._start) for _ in range(self.workers)]
            try:
                all_checks()  # meanwhile: it imports SymPy
                for one in started:
                    one.result()
            except BaseException as error:
                threads.shutdown(cancel_futures=True)
                self._stack.close()
                if isinstance(error, ForkServerError | OSError):
                    raise SandboxError(f"The sandbox does not start: {error}") from None
                raise
        return self

    def _start(self) -> None:
        worker = GradingWorker(self.layers, rehearses=self.rehearses)
        self._stack.callback(worker.close)
        self.layers = worker.layers
        self._idle.put(worker)

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop at once, even in the middle of submissions."""
        self._stack.close()

    def grade(
        self,
        files: Mapping[str, bytes],
        seed: str,
        submission: str,
        tasks: Collection[str] | None = None,
        questions: Sequence[OpenQuestion] = (),
    ) -> Report:
        """Grade one submission: content by file name. Its faults, and ours, are in the result.

        tasks: the labels of those that are wanted; None: all of them. questions: what is asked in
        place of the checks. Raises SandboxError if processes cannot be started any more.
        """
        checks = checks_for(questions)
        wanted = tuple(i for i, c in enumerate(checks) if tasks is None or c.task.label in tasks)
        asked = functions_asked(all_checks())
        job = GradingJob(files, seed, asked, wanted, self.seconds, tuple(questions))
        if refused := refusal(job):
            return Report(submission, *refused, level=self.level)
        try:
            return self._graded(submission, self._grade(job))
        except ForkServerError as error:
            raise SandboxError(f"The sandbox cannot go on: {error}") from None

    def _grade(self, job: GradingJob) -> SubmissionState:
        """Grade; some checks once more with all other workers idle, on what the budget leaves."""
        state = SubmissionState(job, job.checks)
        with self._workers(1) as worker:
            worker.grade(state)
        # These checks may come out differently while nothing else is at work.
        swayed = {Status.GRADER_ERROR} | (set() if self.is_alone else SLOW)
        again = tuple(index for index in state.checks if state.outcomes[index].word in swayed)
        if again:
            clock = state.clock
            with self._alone, self._workers(self.workers) as worker:
                second = state.retry(again, clock)
                worker.grade(second)
                state.take(second)
        return state

    @contextmanager
    def _workers(self, number: int) -> Iterator[GradingWorker]:
        """Hold so many workers, and give the first; nobody who waits for the lock holds any."""
        workers = [self._idle.get() for _ in range(number)]
        try:
            yield workers[0]
        finally:
            for worker in workers:
                self._idle.put(worker)

    def _graded(self, submission: str, state: SubmissionState) -> Report:
        checks = checks_for(state.job.questions)
        found = [(checks[index], state.outcomes[index]) for index in state.checks]
        results = [one.result or unfinished(c, one, state.job.seconds) for c, one in found]
        words = {check.name: one.word for check, one in found}
        # The word of a bonus is nobody's status, but for what an instructor must see.
        counted = [
            (check, one)
            for check, one in found
            if one.word is Status.FORBIDDEN
            or not (check.task.is_bonus or one.word is Status.NOT_SUBMITTED)
        ]
        word = worst(one.word for _, one in counted)
        why = (
            one.reason and stopped_at(check.task.label, check.name, one.reason)
            for check, one in counted
            if one.word is word
        )
        verdict = collect(results, checks, state.job.seed)
        report = Report(submission, word, next(why, ""), verdict=verdict, words=words)
        report = replace(report, level=self.level, seconds=state.clock)
        return replace(report, cpu=state.cpu, memory=state.memory)


def refusal(job: GradingJob) -> tuple[Status, str] | None:
    """Why a submission is not run at all, if it is not."""
    for name, content in job.files.items():
        if not NAME.fullmatch(name):
            return Status.REJECTED, f"{name!a} is not a name for a file of a submission."
        most = LARGEST.get(Path(name).suffix, LARGEST[".py"])
        if len(content) > most:
            return Status.REJECTED, f"{name} is larger than {most // 1024} KiB."
    if not job.handed_in:
        return Status.NOT_SUBMITTED, "No exercise was handed in."
    return None


def unfinished(check: Check, outcome: CheckOutcome, seconds: float) -> CheckResult:
    """The result of a check that its checker did not survive."""
    if outcome.word is Status.TOO_EXPENSIVE:
        said = general.TOO_EXPENSIVE.say(function=check.task.function, seconds=f"{seconds:g}")
        return result_of(check, Fix(said), None, None)
    kind = Undecided if outcome.word is Status.UNDECIDED else Fault
    return result_of(check, kind(outcome.reason), None, None)
