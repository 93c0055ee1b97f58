"""The batch: every member of a class ends with a status, and whoever was graded with a verdict.

One thread reads submissions and writes the journal. The grader has a thread per worker, for one
submission at a time; at most twice as many submissions as workers are in memory.
"""

import traceback
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from queue import SimpleQueue

from autograder.classroom.choice import Taken
from autograder.classroom.course_secret import seed_of
from autograder.classroom.entries import Entry, Names, Refused
from autograder.classroom.grade import HandedFile
from autograder.classroom.graders import Grader, GradersLostError
from autograder.classroom.intake import take_in
from autograder.classroom.journal import Journal
from autograder.classroom.progress_bar import ProgressBar
from autograder.grading.record import versions
from autograder.grading.screen import listed, sum_of
from autograder.grading.spec import PACKAGE, PROJECT, all_checks, spec_file, spec_names
from autograder.grading.verdict import CheckResult, Outcome
from autograder.mistakes.catalogue import Diagnosis
from autograder.mistakes.python import general
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status, status_of, worst
from autograder.sandbox.unedited import is_as_shipped

# What a verdict depends on; reports may change without a submission being graded again.
ENGINE = ("grading", "judges", "mistakes", "recorded", "sandbox")
ENDINGS = {".py", ".json"}


@dataclass(frozen=True, slots=True)
class Setup:
    """What all submissions of a batch have in common. level: how they are run."""

    names: Names
    secret: bytes
    engine: str
    level: str


@dataclass(frozen=True, slots=True)
class Job:
    """A submission to be graded."""

    member: Entry
    key: str
    seed: str
    taken: Taken

    @property
    def files(self) -> Mapping[str, bytes]:
        return self.taken.files


@dataclass(frozen=True, slots=True)
class Turn:
    """What is to be done for a member. files: what is graded, by exercise.

    is_last: whether no other turn of this member follows. came: when it was handed in or exported.
    """

    member: Entry
    prepared: Job | Report
    files: Mapping[str, HandedFile] = field(default_factory=dict)
    is_last: bool = True
    came: str = ""


@dataclass
class Batch:
    """Grades a class once. enroll: notes which verdict somebody has, by its number."""

    setup: Setup
    journal: Journal
    grader: Grader
    bar: ProgressBar
    enroll: Callable[[Turn, int], object]
    _running: dict[Future[Report], str] = field(default_factory=dict)  # with their keys
    _finished: SimpleQueue[tuple[Turn, Job, Future[Report]]] = field(default_factory=SimpleQueue)

    def run(self, turns: Iterable[Turn]) -> None:
        """Bring every member into the journal. An interrupt stops the grader and is re-raised."""
        with ThreadPoolExecutor(self.grader.workers) as threads:
            try:
                for turn in turns:
                    self._start(turn, threads)
                while self._running:
                    self._collect()
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                self.grader.close()
                raise

    def _start(self, turn: Turn, threads: ThreadPoolExecutor) -> None:
        prepared, submission = turn.prepared, turn.member.submission
        while prepared.key in self._running.values():  # for another of the same group
            self._collect()
        known = self.journal.find(prepared.key, submission)
        if known is not None:
            number, report = known
            if report.submission != submission:
                number = self.journal.commit(replace(report, submission=submission))
            self._enroll(turn, number, f"{report.status}, as before", graded=False)
        elif isinstance(prepared, Report):
            number = self.journal.commit(prepared)
            self._enroll(turn, number, f"{prepared.status}. {prepared.reason}", graded=False)
        else:
            while len(self._running) >= 2 * self.grader.workers:
                self._collect()
            future = threads.submit(self._grade, prepared)
            self._running[future] = prepared.key
            future.add_done_callback(lambda done: self._finished.put((turn, prepared, done)))

    def _grade(self, job: Job) -> Report:
        try:
            if is_as_shipped(job.files):
                nothing = Report(job.member.submission, Status.UNTOUCHED, "")
                return _untouched(nothing, job, job.files)
            report = self.grader.grade(job.files, job.seed, job.member.submission)
            return finished(report, job, self.setup.names)
        except GradersLostError:
            raise
        except Exception:  # noqa: BLE001 -- a fault in the kit costs one submission only time
            return failed(job.member, self.setup, job.key)

    def _collect(self) -> None:
        """Wait for a submission to be graded, and keep its verdict.

        From a queue, because Ctrl-C inside `concurrent.futures.wait` leaves a lock taken.
        """
        turn, job, future = self._finished.get()
        self._running.pop(future, None)
        report = future.result()
        try:
            number = self.journal.commit(report)
        except UnicodeEncodeError:  # half a character in a verdict
            report = failed(job.member, self.setup, job.key)
            number = self.journal.commit(report)
        verdict = report.verdict
        points = f", {sum_of(verdict)}" if verdict else ""
        line = f"{report.status}{points}, {report.seconds:.1f} s"
        if report.status is Status.UNTOUCHED:
            line = f"{report.status}. {report.reason}"
        self._enroll(turn, number, line, graded=True)

    def _enroll(self, turn: Turn, number: int, line: str, *, graded: bool) -> None:
        self.enroll(turn, number)
        if turn.is_last:
            self.bar.advance(f"{turn.member.submission}: {line}", graded=graded)


def turn_of(member: Entry, setup: Setup) -> Turn:
    """The turn of a member of a class that hands in once."""
    prepared = prepare(member, setup)
    return Turn(prepared.member if isinstance(prepared, Job) else member, prepared)


def prepare(member: Entry, setup: Setup) -> Job | Report:
    """What is to be graded, or the report if there is nothing to run. Never raises."""
    try:
        return job_of(member, take_in(member, setup.names), setup)
    except Refused as why:
        return refused(member, setup, why)
    except Exception:  # noqa: BLE001 -- whatever one entry causes, everybody else is graded
        return failed(member, setup)


def job_of(member: Entry, taken: Taken, setup: Setup) -> Job:
    """What is to be graded of a member."""
    seed = seed_of(setup.secret, setup.names.exercises, member.shared or member.submission)
    key = submission_fingerprint(setup.engine, setup.level, seed, taken)
    remark = " ".join(filter(None, (*taken.remarks, member.remark)))
    return Job(replace(member, remark=remark), key, seed, taken)


def failed(member: Entry, setup: Setup, key: str = "") -> Report:
    """The report for the exception that is being handled."""
    report = _settled(member, setup, Status.GRADER_ERROR, "The grader failed.")
    return replace(report, traceback=traceback.format_exc(), key=key or report.key)


def refused(member: Entry, setup: Setup, why: Refused) -> Report:
    """The report for what cannot be graded."""
    return _settled(member, setup, why.status, str(why))


def _settled(member: Entry, setup: Setup, status: Status, reason: str) -> Report:
    key = fingerprint("refusal", setup.engine, member.submission, status, reason)
    return Report(member.submission, status, reason, key=key)


def finished(report: Report, job: Job, names: Names) -> Report:
    """A grader's report with its key and owner, and with a status that never hides open points."""
    checks = report.verdict.checks if report.verdict else ()
    tasks = report.verdict.tasks if report.verdict else ()
    core = report.verdict.core_checks if report.verdict else ()
    is_open = [check for check in core if check.points is None]
    status = worst((status_of(report.status), *(Status(check.outcome) for check in is_open)))
    untouched = untouched_files(checks, job.taken) if status is Status.GRADED else []
    if checks and len(untouched) == len(job.files):
        return _untouched(report, job, untouched)
    reason = "" if status is Status.GRADED else report.reason
    if status is Status.SUBMISSION_ERROR:
        reason = _unread(checks, job) or reason
    missing = [f"No {name}" for name in names.missing(job.files)]
    kept = [f"{name} holds no work" for name in untouched]
    extra = [f"Bonus {task.task} is open" for task in tasks if task.is_bonus and task.open_points]
    return replace(
        report,
        submission=job.member.submission,
        status=status,
        reason=sentences([reason, *missing, *kept, *extra]),
        traceback=report.traceback or "\n".join(dict.fromkeys(check.message for check in is_open)),
        key=job.key,
    )


def _exercises() -> dict[str, str]:
    """The exercise of each task, by its label."""
    return {check.task.label: check.task.owner for check in all_checks()}


def _unread(checks: Iterable[CheckResult], job: Job) -> str:
    """Which files checks wait for, where Python or Jupyter must read them first."""
    exercises = _exercises()
    said = {exercises[check.task]: check.diagnosis for check in checks if check.waits}
    waiting = [(name, said.get(PurePosixPath(name).stem)) for name in job.files]
    named = [f"{_place(one)}{name}" for name, one in waiting if one]
    return f"{listed(named)} cannot be read" if named else ""


def _place(said: Diagnosis) -> str:
    """`line 3 of `, if it is one line alone that Python cannot read."""
    return f"{said.fields['where']} of " if "where" in said.fields else ""


def sentences(parts: Iterable[str]) -> str:
    return " ".join(f"{one.rstrip('.')}." for one in parts if one)


def untouched_files(checks: Iterable[CheckResult], taken: Taken) -> list[str]:
    """The files in which nobody has begun: empty ones, and those with nothing but stubs."""
    exercises = _exercises()
    begun = {
        exercises[check.task]
        for check in checks
        if not _is_untouched(check, is_idle=exercises[check.task] in taken.idle)
    }
    return [name for name in taken.files if PurePosixPath(name).stem not in begun]


def _is_untouched(check: CheckResult, *, is_idle: bool) -> bool:
    return check.outcome == Outcome.TODO or (is_idle and check.mistake == general.MISSING.key)


def _untouched(report: Report, job: Job, files: Iterable[str]) -> Report:
    """The report on work that nobody has begun: it has no verdict, so it is not a zero."""
    reason = f"Nothing has been written into {' or '.join(files)}. Handed in: {job.taken.seen}."
    return replace(
        report,
        submission=job.member.submission,
        status=Status.UNTOUCHED,
        reason=reason,
        verdict=None,
        key=job.key,
    )


def engine_files() -> tuple[Path, ...]:
    """Specs, solutions, and the code that runs and judges."""
    specs = map(spec_file, spec_names())
    solutions = (PROJECT / "solutions").glob("*.py")
    engine = (path for name in ENGINE for path in (PACKAGE / name).rglob("*"))
    return tuple(sorted({*specs, *solutions, *(p for p in engine if p.suffix in ENDINGS)}))


def engine_fingerprint(files: Iterable[Path], used: Mapping[str, str]) -> str:
    """One hash for all of that and for the versions of libraries."""
    contents = [(path.name, sha256(path.read_bytes()).hexdigest()) for path in files]
    return fingerprint(sorted(used.items()), contents)


@cache
def kit_fingerprint() -> str:
    """One hash for the whole kit, down to the wording of its reports."""
    files = (path for path in PACKAGE.rglob("*") if path.suffix in {*ENDINGS, ".html"})
    return engine_fingerprint(sorted({*engine_files(), *files}), versions())


def submission_fingerprint(engine: str, level: str, seed: str, taken: Taken) -> str:
    """The key of a report. level: how the submission is run."""
    contents = [(name, sha256(code).hexdigest()) for name, code in sorted(taken.files.items())]
    return fingerprint("files", engine, level, seed, contents, taken.seen)


def fingerprint(*parts: object) -> str:
    """A hash of several parts, of which none can run into the next."""
    return sha256(repr(parts).encode()).hexdigest()
