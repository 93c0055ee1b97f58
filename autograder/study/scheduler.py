"""The scheduler: grades the files as they are now, the current task first, in one worker.

A worker that crashes, exits or hangs costs the task it was running; the next one does the rest.
"""

import time
from dataclasses import dataclass, field
from pathlib import Path

from autograder.grading.draw import PUBLIC_SEED
from autograder.grading.errors import KitError
from autograder.grading.grade import result_of
from autograder.grading.limit import JUMP, PATIENCE, SECONDS
from autograder.grading.source import FileSource
from autograder.grading.spec import all_checks, functions_asked
from autograder.grading.submission import Submission, find_submission, holds_work
from autograder.grading.task import Check, Fault, Fix, Task
from autograder.grading.verdict import CheckResult, Verdict, collect
from autograder.mistakes.catalogue import Wording
from autograder.mistakes.python import general
from autograder.study import worker_pool
from autograder.study.events import Look, look
from autograder.study.worker_pool import Judged, Received, Request, WorkerPool, Working

GRACE = 5.0  # a worker ends a slow check by itself; so many seconds later it is killed
START = 120.0  # seconds for a worker to begin: on a slow disk, imports take their time
LAST_EXIT_CODE = 255  # Windows reports a crash by a code beyond it
NO_WORKER = "the worker process of watch does not start; check without watch"


@dataclass(slots=True)
class WorkerState:
    """What a worker is doing, if it has begun; heard: when it last sent a message."""

    worker: worker_pool.Worker
    at: Working | None = None
    heard: float = field(default_factory=time.monotonic)

    def concerns(self, check: Check) -> bool:
        """Whether a check is lost with this worker: its task's, else its file's, else all."""
        if self.at and self.at.check:
            return check.task.label == self.at.check[0]
        return not self.at or check.task.exercise.name == self.at.exercise


class Scheduler:
    """Decides what is graded next, and knows what is judged.

    submission: what is graded, a folder or a file. seconds: the time limit of a check.
    """

    def __init__(self, submission: Path, pool: WorkerPool, seconds: float = SECONDS) -> None:
        self.remarks: tuple[str, ...] = ()
        self.took = 0.0
        self._path = submission
        self._pool = pool
        self._seconds = seconds
        self._checks = all_checks()
        self._files: dict[str, Path] = {}
        self._pending: dict[worker_pool.Key, Check] = {}
        self._results: list[CheckResult] = []
        self._retried: set[Working | None] = set()
        self._state: WorkerState | None = None
        self._began = self._looked = time.monotonic()
        self._seen = self._look()

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks that are graded, in order."""
        tasks = {check.task.label: check.task for check in self._checks}.values()
        is_all = not self._path.is_file()
        return tuple(task for task in tasks if is_all or task.exercise.name in self._files)

    @property
    def verdict(self) -> Verdict:
        """Over the tasks that are judged by now."""
        pending = self.pending
        results = [result for result in self._results if result.task not in pending]
        return collect(results, self._checks, PUBLIC_SEED)

    @property
    def pending(self) -> frozenset[str]:
        """The tasks that are not judged yet."""
        return frozenset(number for number, _ in self._pending)

    @property
    def is_over(self) -> bool:
        return not self._pending

    @property
    def has_changed(self) -> bool:
        """Whether a file of the folder was saved since the grading began."""
        return self._look() != self._seen

    @property
    def is_outdated(self) -> bool:
        """Whether a graded file was saved; the learner's own code may write others."""
        names, now = {path.name for path in self._files.values()}, self._look()
        return any(now.get(name) != self._seen.get(name) for name in names)

    @property
    def deadline(self) -> float:
        """When to call `check_deadline`."""
        if self._state is None:
            return time.monotonic() + START
        return self._state.heard + (PATIENCE * self._seconds + GRACE if self._state.at else START)

    def begin(self, current: str) -> None:
        """Start grading the files as they are now, the current task first. Raises KitError."""
        self._pool.stop()
        self._pending, self._results, self._state = {}, [], None
        self._retried.clear()
        self._began, self._seen = time.monotonic(), self._look()
        submission = find_submission(self._path, functions_asked(self._checks))
        self._demand_files(submission)
        self._files, self.remarks = dict(submission.files), submission.remarks
        numbers = {task.label for task in self.tasks}
        checks = (check for check in self._checks if check.task.label in numbers)
        ordered = sorted(checks, key=lambda check: check.task.label != current)
        self._pending = {worker_pool.key_of(check): check for check in ordered}
        self._go_on()

    def _demand_files(self, submission: Submission) -> None:
        """Raise KitError if a file is gone that was graded, and nothing with work is in its place.

        An editor may be replacing it, and its points must not be lost meanwhile.
        """
        asked = functions_asked(self._checks)
        for name, before in self._files.items():
            now = submission.files.get(name)
            if before.exists() or (now and holds_work(now, asked[name])):
                continue
            raise KitError(
                f"{before.name} is not in its folder any more. Put it back to go on; what it has "
                "earned is kept until then."
            )

    def prepare(self) -> None:
        """Get workers ready for the next save."""
        self._pool.refill()

    def receive(self, received: Received) -> bool:
        """Handle a message of a worker; return whether it judged a task."""
        before, state = self.pending, self._state
        if received.message is None:
            self._pool.remove(received.worker)
        if state is None or received.worker is not state.worker:
            return False
        state.heard = time.monotonic()
        match received.message:
            case Working() as at:
                state.at = at
            case Judged(result=result):
                self._record(result)
                self._finish_if_over()
            case None:
                self._exited(state, received.code)
        return before != self.pending

    def check_deadline(self) -> bool:
        """Kill a worker that was silent for too long; return whether that judged a task."""
        before, state, now = self.pending, self._state, time.monotonic()
        if state is not None and now - self._looked > JUMP:  # watch was suspended, or was busy
            state.heard = min(now, state.heard + now - self._looked)
        self._looked = now
        if state is not None and self.deadline <= time.monotonic():
            self._pool.stop()
            is_check = state.at and state.at.check
            self._blame(state, general.TOO_SLOW if is_check else general.TOO_SLOW_FILE)
        return before != self.pending

    def _look(self) -> Look:
        return look(self._path.parent if self._path.is_file() else self._path)

    def _go_on(self) -> None:
        """Give what is pending to a worker."""
        files = {name: str(path) for name, path in self._files.items()}
        if self._pending:
            request = Request(files, tuple(self._pending), self._seconds)
            self._state = WorkerState(self._pool.send(request))
        self._finish_if_over()

    def _finish_if_over(self) -> None:
        if self.is_over:
            self._state = None
            self.took = time.monotonic() - self._began

    def _record(self, result: CheckResult) -> None:
        if self._pending.pop((result.task, result.name), None):
            self._results.append(result)

    def _exited(self, state: WorkerState, code: int) -> None:
        """A signal may have come from outside, so what it ended is tried once more."""
        is_crash = not 0 <= code <= LAST_EXIT_CODE
        if state.at not in self._retried and (is_crash or not state.at):
            self._retried.add(state.at)
            self._go_on()
        elif is_crash:
            detail = f"signal {-code}" if code < 0 else f"code {code:#x}"
            self._blame(state, general.CRASHED, detail)
        else:
            self._blame(state, general.STOPPED_EARLY)

    def _blame(self, state: WorkerState, wording: Wording, detail: str = "") -> None:
        """End the lost checks like this; a worker that never began is the kit's fault."""
        for check in [check for check in self._pending.values() if state.concerns(check)]:
            name, function = check.task.exercise.name, check.task.function
            path = self._files.get(name)
            file, seconds = path.name if path else f"{name}.py", f"{self._seconds:g}"
            said = wording.say(function=function, file=file, seconds=seconds, detail=detail)
            error = Fix(said) if state.at else Fault(NO_WORKER)
            self._record(result_of(check, error, None, FileSource(path) if path else None))
        self._go_on()
