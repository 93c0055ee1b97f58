"""
The batch: every member of a class ends with a verdict in the journal.

One thread reads submissions and writes the journal. Graders work in threads of their own, one
submission each; at most twice as many submissions as graders are in memory.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from queue import SimpleQueue

from autograder.classroom.course_secret import seed_of
from autograder.classroom.entries import Member
from autograder.classroom.exercise_files import Names, Refused
from autograder.classroom.fingerprint import refusal_fingerprint, submission_fingerprint
from autograder.classroom.grader import Grader, Report, ungraded
from autograder.classroom.intake import take_in
from autograder.classroom.journal import Journal
from autograder.classroom.progress_bar import ProgressBar
from autograder.sandbox.status import Status, gravest, status_of
from autograder.sandbox.supervisor import Graded


@dataclass(frozen=True, slots=True)
class Course:
    """What all submissions of a batch have in common. level: how they are run."""

    names: Names
    secret: bytes
    engine: str
    level: str


@dataclass(frozen=True, slots=True)
class Job:
    """A submission to be graded."""

    member: Member
    key: str
    seed: str
    files: Mapping[str, bytes]


class Batch:
    """One walk through a class."""

    def __init__(
        self, course: Course, journal: Journal, graders: Sequence[Grader], bar: ProgressBar
    ) -> None:
        self._course = course
        self._journal = journal
        self._graders = graders
        self._bar = bar
        self._idle: SimpleQueue[Grader] = SimpleQueue()
        self._running: dict[Future[Report], Job] = {}
        for grader in graders:
            self._idle.put(grader)

    def run(self, members: Iterable[Member]) -> None:
        """Bring every member into the journal. An interrupt stops the graders and is re-raised."""
        with ThreadPoolExecutor(len(self._graders)) as threads:
            try:
                for member in members:
                    self._start(member, threads)
                while self._running:
                    self._collect()
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                for grader in self._graders:
                    grader.close()
                raise

    def _start(self, member: Member, threads: ThreadPoolExecutor) -> None:
        prepared = prepare(member, self._course)
        known = self._journal.find(prepared.key)
        if known is not None:
            number, graded = known
            self._enroll(member, number, f"{graded.status}, as before", graded=False)
        elif isinstance(prepared, Report):
            number, graded = self._journal.commit(prepared), prepared.graded
            self._enroll(member, number, f"{graded.status}. {graded.reason}", graded=False)
        else:
            while len(self._running) >= 2 * len(self._graders):
                self._collect()
            self._running[threads.submit(self._grade, prepared)] = prepared

    def _grade(self, job: Job) -> Report:
        grader = self._idle.get()
        try:
            report = grader.grade(job.files, job.seed, job.member.submission)
            return finished(report, job, self._course.names)
        except Exception:  # noqa: BLE001 -- a fault in the kit costs one submission only time
            return failed(job.member, self._course, job.key)
        finally:
            self._idle.put(grader)

    def _collect(self) -> None:
        """Wait for a submission to be graded, and keep its verdict."""
        done = wait(self._running, return_when=FIRST_COMPLETED).done
        for future in [future for future in self._running if future in done]:
            job, report = self._running.pop(future), future.result()
            try:
                number = self._journal.commit(report)
            except UnicodeEncodeError:  # half a character in a verdict
                report = failed(job.member, self._course, job.key)
                number = self._journal.commit(report)
            self._enroll(job.member, number, summed_up(report.graded), graded=True)

    def _enroll(self, member: Member, number: int, line: str, *, graded: bool) -> None:
        self._journal.enroll(member.submission, member.name, number)
        self._bar.advance(f"{member.submission}: {line}", graded=graded)


def prepare(member: Member, course: Course) -> Job | Report:
    """What is to be graded, or the report if there is nothing to run. Never raises."""
    try:
        if member.entry is None:
            return _settled(member, course, Status.NOT_SUBMITTED, "Nothing was handed in.")
        files = take_in(member.entry, course.names)
        seed = seed_of(course.secret, course.names.exercises, member.submission)
        key = submission_fingerprint(course.engine, course.level, seed, files)
        return Job(member, key, seed, files)
    except Refused as refused:
        return _settled(member, course, refused.status, str(refused))
    except Exception:  # noqa: BLE001 -- whatever one entry causes, everybody else is graded
        return failed(member, course)


def failed(member: Member, course: Course, key: str = "") -> Report:
    """The report for the exception that is being handled."""
    report = _settled(member, course, Status.GRADER_ERROR, "The grader failed.")
    return replace(report, traceback=traceback.format_exc(), key=key or report.key)


def _settled(member: Member, course: Course, status: Status, reason: str) -> Report:
    key = refusal_fingerprint(course.engine, member.submission, status, reason)
    return Report(ungraded(member.submission, status, reason), key=key)


def finished(report: Report, job: Job, names: Names) -> Report:
    """A grader's report with its key and owner, and with a status that never hides open points."""
    graded = report.graded
    checks = graded.verdict.checks if graded.verdict else ()
    is_open = [check for check in checks if check.points is None]
    status = gravest((status_of(graded.status), *(Status(check.outcome) for check in is_open)))
    reason = "" if status is Status.GRADED else graded.reason
    reasons = [reason, *(f"No {name}" for name in names.missing(job.files))]
    return replace(
        report,
        graded=replace(
            graded,
            submission=job.member.submission,
            status=status,
            reason=" ".join(f"{one.rstrip('.')}." for one in reasons if one),
        ),
        traceback=report.traceback or "\n".join(dict.fromkeys(check.message for check in is_open)),
        key=job.key,
    )


def summed_up(graded: Graded) -> str:
    """One line about a submission that was graded."""
    verdict = graded.verdict
    points = f", {verdict.points} of {verdict.max_points} points" if verdict else ""
    return f"{graded.status}{points}, {graded.seconds:.1f} s"
