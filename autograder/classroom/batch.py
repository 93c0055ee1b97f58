"""
The batch: every entry ends as a verdict in the journal, and on its roll.

Intake and journal belong to one thread. Graders work in threads of their own, one submission
each; no more are held in memory than there are graders, twice.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from queue import SimpleQueue

import msgspec

from autograder.classroom.course_secret import seed_of
from autograder.classroom.entries import Entry
from autograder.classroom.fingerprint import refusal_fingerprint, submission_fingerprint
from autograder.classroom.grader import Graded, Grader, Report
from autograder.classroom.intake import take_in
from autograder.classroom.journal import Journal, Row
from autograder.classroom.names import Names
from autograder.classroom.progress_bar import Bar
from autograder.classroom.refusal import NothingThere, Refused
from autograder.grading.verdict import CheckResult
from autograder.sandbox.status import Status, gravest, status_of

FAILED = "The grader failed."


@dataclass(frozen=True, slots=True)
class Course:
    """What all submissions of a batch have in common. level: how they are run."""

    names: Names
    secret: bytes
    engine: str
    level: str


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the class. entry: None for somebody who handed in nothing."""

    submission: str
    name: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Job:
    """One submission that is to be graded."""

    member: Member
    key: str
    seed: str
    files: Mapping[str, bytes]


class Batch:
    """One walk through a class."""

    def __init__(
        self, course: Course, journal: Journal, graders: Sequence[Grader], bar: Bar
    ) -> None:
        self._course = course
        self._journal = journal
        self._graders = graders
        self._bar = bar
        self._idle: SimpleQueue[Grader] = SimpleQueue()
        self._running: dict[Future[Graded], Job] = {}
        for grader in graders:
            self._idle.put(grader)

    def run(self, members: Iterable[Member]) -> None:
        """Bring every member onto the roll. An interrupt stops the graders and is raised again."""
        with ThreadPoolExecutor(len(self._graders)) as threads:
            try:
                for member in members:
                    self._begin(member, threads)
                while self._running:
                    self._land()
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                for grader in self._graders:
                    grader.close()
                raise

    def _begin(self, member: Member, threads: ThreadPoolExecutor) -> None:
        prepared = prepare(member, self._course)
        known = self._journal.find(prepared.key)
        if known is not None:
            self._enroll(member, known.number, f"{known.status}, as before", graded=False)
        elif isinstance(prepared, Row):
            number = self._journal.commit(prepared)
            self._enroll(member, number, f"{prepared.status}. {prepared.reason}", graded=False)
        else:
            while len(self._running) >= 2 * len(self._graders):
                self._land()
            self._running[threads.submit(self._grade, prepared)] = prepared

    def _grade(self, job: Job) -> Graded:
        grader = self._idle.get()
        try:
            return grader.grade(job.files, job.seed, job.member.submission)
        except Exception:  # noqa: BLE001 -- a fault of ours costs one submission nothing but time
            return Report(Status.GRADER_ERROR, reason=FAILED, traceback=fault())
        finally:
            self._idle.put(grader)

    def _land(self) -> None:
        """Wait for a submission to be graded, and keep its verdict."""
        done = wait(self._running, return_when=FIRST_COMPLETED).done
        for future in [future for future in self._running if future in done]:
            job, graded = self._running.pop(future), future.result()
            try:
                row = row_of(job, graded, self._course.names)
            except Exception:  # noqa: BLE001 -- one report that cannot be kept costs nobody else
                row = failed(job.member, self._course)
            number = self._journal.commit(row)
            self._enroll(job.member, number, said(row.status, graded), graded=True)

    def _enroll(self, member: Member, number: int, said: str, *, graded: bool) -> None:
        self._journal.enroll(member.submission, member.name, number)
        self._bar.landed(f"{member.submission}: {said}", graded=graded)


def prepare(member: Member, course: Course) -> Job | Row:
    """What is to be graded, or the verdict where that shows at once. Never raises."""
    try:
        return _prepared(member, course)
    except Exception:  # noqa: BLE001 -- whatever one entry causes, everybody else is graded
        return failed(member, course)


def failed(member: Member, course: Course) -> Row:
    """The row for the exception that is being handled."""
    row = _settled(member, course, Status.GRADER_ERROR, FAILED)
    return replace(row, traceback=fault())


def fault() -> str:
    """The traceback of the exception that is being handled, as text that can be stored."""
    return storable(traceback.format_exc())


def storable(text: str) -> str:
    """A text with escapes for what UTF-8 has no bytes for."""
    return text.encode("utf-8", "backslashreplace").decode()


def _prepared(member: Member, course: Course) -> Job | Row:
    if member.entry is None:
        return _settled(member, course, Status.NOT_SUBMITTED, "Nothing was handed in.")
    try:
        files = take_in(member.entry, course.names)
    except NothingThere as nothing:
        return _settled(member, course, Status.NOT_SUBMITTED, str(nothing))
    except Refused as refused:
        return _settled(member, course, Status.REJECTED, str(refused))
    seed = seed_of(course.secret, course.names.exercises, member.submission)
    key = submission_fingerprint(course.engine, course.level, seed, files)
    return Job(member, key, seed, files)


def row_of(job: Job, graded: Graded, names: Names) -> Row:
    """A grader's report as a row; points that it left open are no GRADED."""
    verdict = graded.verdict
    status = status_of(graded.status)
    if verdict is not None and verdict.open_points:
        status = gravest((status, *(open_word(check) for check in verdict.checks)))
    remarks = [graded.reason, *(f"No {name}." for name in names.missing(set(job.files)))]
    return Row(
        job.key,
        job.member.submission,
        status,
        storable(" ".join(filter(None, remarks))),
        storable(graded.traceback),
        msgspec.json.encode(verdict) if verdict is not None else None,
        graded.isolation,
        graded.seconds,
        graded.cpu_seconds,
        graded.peak_memory,
    )


def open_word(check: CheckResult) -> Status:
    """Why the points of a check are open, if they are."""
    return Status(check.outcome) if check.points is None else Status.GRADED


def said(status: str, graded: Graded) -> str:
    """One line about a submission that was graded."""
    verdict = graded.verdict
    points = f", {verdict.points} of {verdict.max_points} points" if verdict else ""
    return f"{status}{points}, {graded.seconds:.1f} s"


def _settled(member: Member, course: Course, status: Status, reason: str) -> Row:
    said = storable(reason)
    key = refusal_fingerprint(course.engine, member.submission, status, said)
    return Row(key, member.submission, status, said)
