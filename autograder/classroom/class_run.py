"""The run of `autograder grade`: from the folder of a class to the reports."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from io import StringIO
from itertools import islice
from pathlib import Path

from autograder.classroom.batch import (
    Batch,
    Job,
    Setup,
    Turn,
    engine_files,
    engine_fingerprint,
    turn_of,
)
from autograder.classroom.course_secret import default_place, fingerprint_of, read_or_make
from autograder.classroom.directory import Directory
from autograder.classroom.earlier import Earlier, forget_feedback, keep, left_out, refuse
from autograder.classroom.entries import Names, some
from autograder.classroom.graders import (
    FEW,
    MANY,
    Grader,
    IdleGrader,
    TrustedGrader,
    confined_grader,
)
from autograder.classroom.journal import FILE, Journal, open_journal
from autograder.classroom.layout import Listing, entries_in
from autograder.classroom.members import Gathered, gather
from autograder.classroom.outputs import FAULTS, write_outputs
from autograder.classroom.progress_bar import ProgressBar, write
from autograder.classroom.resemblance import Work, compared
from autograder.classroom.roster import read_roster
from autograder.classroom.summary import brief, refusals, where_time_went
from autograder.classroom.tally import Tally
from autograder.grading.errors import KitError
from autograder.grading.record import versions
from autograder.grading.screen import counted
from autograder.grading.spec import PROJECT, spec_names
from autograder.grading.written import code_in
from autograder.sandbox.status import Status

DONE, FAULT, INTERRUPTED = 0, 1, 130
REFUSALS = 10  # on the screen


def choose_grader(*, trusted: bool, workers: int, wanted: int, dask: str = "") -> Grader:
    """The grader of a batch. dask: the address of a cluster, if that is to grade.

    wanted: how many submissions there are. Raises KitError if there is none that is safe.
    """
    if dask:
        from autograder.classroom.cluster import dask_grader

        return dask_grader(dask, trusted=trusted)
    return TrustedGrader(workers) if trusted else confined_grader(workers, wanted=wanted)


def grade_class(options: Namespace) -> int:
    """Grade a class and write the reports; the exit code. Raises KitError or OSError."""
    _check_places(options.submissions, options.out, options.secret or default_place())
    listing, gathered = _gathered(options)
    absent = left_out(options.out, gathered.members)
    if not (options.add or options.replace):
        refuse(options.out, absent)
    kept = absent if options.add else ()
    try:
        with ExitStack() as stack:
            tally = _graded(options, listing, gathered, kept, stack)
    except KeyboardInterrupt:
        say("\nInterrupted. Every verdict so far is kept; type the same command to go on.")
        return INTERRUPTED
    return _report(tally, gathered, options.out, verbose=options.verbose)


def _graded(
    options: Namespace,
    listing: Listing,
    gathered: Gathered,
    kept: Sequence[Earlier],
    stack: ExitStack,
) -> Tally:
    """Grade what has no verdict yet, and write everything; the tally of the class."""
    out: Path = options.out
    known = {one.submission for one in kept}
    members = [member for member in gathered.members if member.submission not in known]
    run = BatchRun(out, options.secret or default_place(), options)

    def turns(setup: Setup) -> Iterator[Turn]:
        return (turn_of(member, setup) for member in members)

    journal = run.open(turns, stack, run.earlier_journal(stack), len(members))
    count = counted(len(listing.entries) + len(listing.misfits), "submission")
    say(f"{count} ({listing.layout} layout) in {listing.folder}.")
    keep(kept, journal)

    def enroll(turn: Turn, number: int) -> None:
        one = turn.member
        journal.enroll(one.submission, one.name, number, one.remark)

    run.grade(turns, len(members), enroll)
    with writing(out):
        forget_feedback(out, {*known, *(member.submission for member in members)})
        tally = write_outputs(out, journal, gathered.unknown, gathered.strays, run.work)
    journal.finish()
    return tally


Turns = Callable[[Setup], Iterable[Turn]]
"""Everybody's turn, from the start; called twice, so that nobody's files stay in memory."""


@dataclass
class BatchRun:
    """A batch from its journal to its last verdict.

    out: the folder of the results. place: of the course secret, which is made when it is needed.
    work: what is compared, if that was asked for.
    """

    out: Path
    place: Path
    options: Namespace
    work: Work | None = None
    _sources: dict[str, str] = field(default_factory=dict)
    _groups: dict[str, str] = field(default_factory=dict)

    @cached_property
    def secret(self) -> bytes:
        return read_or_make(self.place)

    def earlier_journal(self, stack: ExitStack, *, is_checked: bool = True) -> Journal | None:
        """The journal of earlier rounds, if there is one."""
        return self._opened(stack, is_checked=is_checked) if (self.out / FILE).exists() else None

    def open(self, turns: Turns, stack: ExitStack, journal: Journal | None, people: int) -> Journal:
        """The journal. A grader is started only for what has no verdict, and before anything is
        written. journal: what is there. people: how many there are.
        """
        wanted = self._wanted(journal, turns) if journal else people
        idle = IdleGrader(self._level_of(journal)) if journal and not wanted else None
        self._grader = grader = idle or self._started(stack, wanted)
        self._setup = self._setup_for(str(grader.level))
        if journal is None:
            with writing(self.out):
                self.out.mkdir(parents=True, exist_ok=True)
            journal = self._opened(stack)
        self._journal = journal
        return journal

    @property
    def is_idle(self) -> bool:
        """Whether everybody has a verdict already."""
        return isinstance(self._grader, IdleGrader)

    def asker(self, stack: ExitStack) -> Grader:
        """What runs functions now, even if nothing had to be graded. Raises KitError."""
        if self.is_idle:
            self._grader = self._started(stack, MANY)
        return self._grader

    def _started(self, stack: ExitStack, wanted: int) -> Grader:
        chosen = self.options
        grader = choose_grader(
            trusted=chosen.trust_submissions,
            workers=chosen.workers,
            dask=chosen.dask,
            wanted=wanted,
        )
        return stack.enter_context(closing(grader))

    def grade(self, turns: Turns, count: int, enroll: Callable[[Turn, int], object]) -> None:
        """Bring everybody into the journal."""
        self._say_level()
        if self.options.similar:
            solution = PROJECT / "solutions" / f"{compared().exercise}.py"
            common = [solution.read_text(encoding="utf-8")] if solution.exists() else []
            self.work = Work(self._sources, self._groups, common)
        is_told = self.options.verbose or not self.is_idle
        stream = sys.stdout if is_told else StringIO()  # nothing runs, so nothing moves on
        with closing(ProgressBar(count, stream, self.options.verbose)) as bar:
            batch = Batch(self._setup, self._journal, self._grader, bar, enroll)
            batch.run(map(self._noted, turns(self._setup)))

    def recall(self, journal: Journal) -> None:
        """Prepare to reuse every verdict in the journal, without reading any work again."""
        self._grader = IdleGrader(self._level_of(journal))
        self._say_level()

    def _say_level(self) -> None:
        say(f"Isolation: {self._grader.level or 'nothing is run'}.")

    def _noted(self, turn: Turn) -> Turn:
        """A turn, of which the code is kept if it is going to be compared."""
        if self.work and isinstance(turn.prepared, Job):
            files = turn.prepared.files.items()
            exercise = compared().exercise
            code = [code_in(content) for name, content in files if Path(name).stem == exercise]
            self._sources[turn.member.submission] = "".join(code)
            if turn.member.shared:
                self._groups[turn.member.submission] = turn.member.shared
        return turn

    def _opened(self, stack: ExitStack, *, is_checked: bool = True) -> Journal:
        known = {"regrade": self.options.regrade, "secret": fingerprint_of(self.secret)}
        journal = open_journal(self.out / FILE, is_checked=is_checked, **known)
        opened = stack.enter_context(journal)
        if opened.remark:
            say(opened.remark)
        return opened

    def _setup_for(self, level: str) -> Setup:
        engine = engine_fingerprint(engine_files(), versions())
        return Setup(Names(spec_names()), self.secret, engine, level)

    def _wanted(self, journal: Journal, turns: Turns) -> int:
        """How many have no verdict yet from this machine and isolation; counting stops where
        more make no difference.
        """
        found = turns(self._setup_for(self._level_of(journal)))
        new = (1 for one in found if not journal.find(one.prepared.key, one.member.submission))
        return sum(islice(new, self.options.workers * (FEW + 1)))

    def _level_of(self, journal: Journal) -> str:
        """How people were graded the last time."""
        return TrustedGrader(1).level if self.options.trust_submissions else journal.level


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Turn a failure to write into one sentence."""
    try:
        yield
    except OSError as error:
        why = f"cannot be written ({error.strerror})"
        if isinstance(error, FileExistsError):
            why = "is not a folder"
        raise KitError(
            f"{out} {why}. Make room or repair it, then type the same command again.",
            exit_code=2,
        ) from error


def _check_places(submissions: Path, out: Path, secret: Path) -> None:
    """Refuse places that would be taken for submissions, or handed out with the grades."""
    problem = ""
    if not submissions.is_dir():
        problem = f"There is no folder {submissions}. Name the folder of the class."
        if submissions.is_file():
            problem = f"{submissions} is a file. Unpack it, and name the resulting folder."
    elif _resolved(out).is_relative_to(_resolved(submissions)):
        problem = "--out is inside SUBMISSIONS. Choose a folder beside it."
    elif _resolved(secret).is_relative_to(_resolved(out)):
        problem = "--secret is inside --out, which gets passed around. Move it."
    if problem:
        raise KitError(problem, exit_code=2)


def _resolved(path: Path) -> Path:
    """The path without links, even if they lead in a circle."""
    return Path(os.path.realpath(path))


def _gathered(options: Namespace) -> tuple[Listing, Gathered]:
    roster = read_roster(options.roster) if options.roster else None
    try:
        known = Directory(roster or ())
        listing = entries_in(options.submissions, options.layout, known.knows)
    except OSError as error:
        problem = f"{options.submissions} cannot be read ({error.strerror})."
        raise KitError(problem, exit_code=2) from error
    if not listing.entries and (options.layout or not listing.misfits):
        names = (*(entry.submission for entry in listing.misfits), *listing.strays)
        found = f" Found: {some(names)}." if names else ""
        fitting = f" that fit --layout {listing.layout.lower()}" if options.layout else ""
        raise KitError(
            f"{options.submissions} contains no submissions{fitting}. "
            f"It needs one folder, .zip or .tar.gz per person.{found}",
            exit_code=2,
        )
    return listing, gather(listing, roster)


def _report(tally: Tally, gathered: Gathered, out: Path, *, verbose: bool) -> int:
    """Say how it went; the exit code."""
    more = where_time_went(tally) if verbose else _refusals(tally)
    for line in (*brief(tally), *more):
        say(line)
    if unknown := gathered.unknown:
        count = counted(len(unknown), "submission")
        say(f"{count} not on the roster: {some(unknown)}; see summary.txt.")
    say(f"Written to {out}: grades.csv, report.html, summary.txt, results.jsonl, feedback/.")
    if strays := gathered.strays:
        say(f"Not taken for submissions: {some(strays)}; see summary.txt.")
    if tally.statuses[Status.UNDECIDED]:
        say("Some answers could not be judged: look for `open` in grades.csv and grade them.")
    if tally.statuses[Status.GRADER_ERROR]:
        say(
            f"The grader failed on some submissions: see {out / FAULTS}. "
            "The same command tries them once more; after that, use --regrade."
        )
        return FAULT
    return DONE


def _refusals(tally: Tally) -> list[str]:
    """What was not read, and why; a few of them."""
    lines = refusals(tally)
    more = [f"  ... and {len(lines) - REFUSALS} more: see summary.txt."]
    return [f"  {line}" for line in lines[:REFUSALS]] + (more if len(lines) > REFUSALS else [])


def say(line: str) -> None:
    write(sys.stdout, line + "\n")
