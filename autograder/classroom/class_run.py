"""The run of `autograder grade`: from the folder of a class to the reports."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from autograder.classroom.batch import Batch, Course, engine_files, engine_fingerprint, prepare
from autograder.classroom.course_secret import default_place, read_or_make
from autograder.classroom.directory import Directory
from autograder.classroom.earlier import Earlier, forget_feedback, keep, left_out, refuse
from autograder.classroom.entries import Entry, Names, shown
from autograder.classroom.graders import Grader, IdleGrader, TrustedGrader, confined_grader
from autograder.classroom.journal import FILE, Journal, open_journal
from autograder.classroom.layout import Listing, entries_in
from autograder.classroom.members import Gathered, gather
from autograder.classroom.outputs import FAULTS, write_outputs
from autograder.classroom.progress_bar import ProgressBar, write
from autograder.classroom.roster import read_roster
from autograder.classroom.summary import brief, refusals
from autograder.classroom.tally import Tally
from autograder.grading.errors import KitError
from autograder.grading.record import versions
from autograder.grading.screen import counted
from autograder.grading.spec import spec_names
from autograder.sandbox.status import Status

DONE, FAULT, INTERRUPTED = 0, 1, 130
REFUSALS = 10  # on the screen


def choose_grader(*, trusted: bool, workers: int) -> Grader:
    """The grader of a batch. Raises KitError if there is none that is safe."""
    return TrustedGrader(workers) if trusted else confined_grader(workers)


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
    """Grade what has no verdict yet, and write everything; the tally of the class.

    A grader is started only for that, and before anything is written.
    """
    out: Path = options.out
    journal = _opened(options, stack) if (out / FILE).exists() else None
    grader = _idle(options, journal, gathered.members) if journal else None
    if grader is None:
        grader = choose_grader(trusted=options.trust_submissions, workers=options.workers)
        stack.enter_context(closing(grader))
    course = _course(options, str(grader.level))
    if journal is None:
        with _writing(out):
            out.mkdir(parents=True, exist_ok=True)
        journal = _opened(options, stack)
    count = counted(len(listing.entries) + len(listing.misfits), "submission")
    say(f"{count} ({listing.layout} layout) in {listing.folder}.")
    if journal.remark:
        say(journal.remark)
    say(f"Isolation: {grader.level or 'nothing is run'}.")
    keep(kept, journal)
    known = {one.submission for one in kept}
    members = [member for member in gathered.members if member.submission not in known]
    with closing(ProgressBar(len(members), sys.stdout, options.verbose)) as bar:
        Batch(course, journal, grader, bar).run(members)
    with _writing(out):
        forget_feedback(out, {*known, *(member.submission for member in members)})
        tally = write_outputs(out, journal, gathered.unknown, gathered.strays)
    journal.finish()
    return tally


def _opened(options: Namespace, stack: ExitStack) -> Journal:
    return stack.enter_context(open_journal(options.out / FILE, regrade=options.regrade))


def _course(options: Namespace, level: str) -> Course:
    engine = engine_fingerprint(engine_files(), versions())
    secret = read_or_make(options.secret or default_place())
    return Course(Names(spec_names()), secret, engine, level)


def _idle(options: Namespace, journal: Journal, members: Iterable[Entry]) -> Grader | None:
    """A grader for a class that is as it was, on this machine and graded in the same way."""
    level = TrustedGrader(1).level if options.trust_submissions else journal.level
    course = _course(options, level)
    is_known = all(journal.find(prepare(one, course).key, one.submission) for one in members)
    return IdleGrader(level) if is_known else None


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    """Turn a failure to write into one sentence."""
    try:
        yield
    except OSError as error:
        why = f"cannot be written ({error.strerror})"
        if isinstance(error, FileExistsError):
            why = "is not a folder"
        raise KitError(
            f"--out {out} {why}. Choose another folder, or repair this one and type the same "
            "command again.",
            exit_code=2,
        ) from error


def _check_places(submissions: Path, out: Path, secret: Path) -> None:
    """Refuse places that would be taken for submissions, or handed out with the grades."""
    problem = ""
    if not submissions.is_dir():
        problem = f"There is no folder {submissions}. Name the folder of the class."
        if submissions.is_file():
            problem = f"{submissions} is a file. Unpack it, and name the folder that it gives."
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
        found = f" Found: {_some(names)}." if names else ""
        fitting = f" that fit --layout {listing.layout.lower()}" if options.layout else ""
        raise KitError(
            f"{options.submissions} contains no submissions{fitting}. "
            f"It needs one folder, .zip or .tar.gz per person.{found}",
            exit_code=2,
        )
    return listing, gather(listing, roster)


def _report(tally: Tally, gathered: Gathered, out: Path, *, verbose: bool) -> int:
    """Say how it went; the exit code."""
    for line in (*brief(tally), *([] if verbose else _refusals(tally))):
        say(line)
    if unknown := gathered.unknown:
        count = counted(len(unknown), "submission")
        say(f"{count} not on the roster: {_some(unknown)}; see summary.txt.")
    say(f"Written to {out}: grades.csv, results.jsonl, summary.txt, feedback/.")
    if strays := gathered.strays:
        count = counted(len(strays), "file")
        say(f"{count} not taken for submissions: {_some(strays)}; see summary.txt.")
    if tally.statuses[Status.UNDECIDED]:
        say("Some answers could not be judged: look for `open` in grades.csv and grade them.")
    if tally.statuses[Status.GRADER_ERROR]:
        say(
            f"The grader failed on some submissions: see {out / FAULTS}. "
            "The same command tries them again, once; after that, --regrade does."
        )
        return FAULT
    return DONE


def _some(names: Sequence[str]) -> str:
    few = ", ".join(map(shown, names[:3]))
    return f"{few}, ..." if len(names) > 3 else few


def _refusals(tally: Tally) -> list[str]:
    """What was not read, and why; a few of them."""
    lines = refusals(tally)
    more = [f"  ... and {len(lines) - REFUSALS} more: see summary.txt."]
    return [f"  {line}" for line in lines[:REFUSALS]] + (more if len(lines) > REFUSALS else [])


def say(line: str) -> None:
    write(sys.stdout, line + "\n")
