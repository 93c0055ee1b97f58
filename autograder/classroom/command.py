"""`autograder grade`: the way from the folder of a class to the reports."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.grading.errors import KitError

if TYPE_CHECKING:
    from autograder.classroom.batch import Course
    from autograder.classroom.grader import Grader
    from autograder.classroom.journal import Journal
    from autograder.classroom.people import Gathered
    from autograder.classroom.statistics import Tally

DONE, FAULT, INTERRUPTED = 0, 1, 130

AGAIN = "The same command tries them again, once; after that, --regrade does."


class CommandError(KitError):
    """The command cannot be carried out; one sentence says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, exit_code=2)


@dataclass(frozen=True, slots=True)
class Choice:
    """
    How submissions are run.

    level: a part of what a verdict depends on. make: a grader. close: all that they share.
    """

    level: str
    make: Callable[[], Grader]
    close: Callable[[], None] = lambda: None


def choose_grader(*, trusted: bool, workers: int) -> Choice:
    """The grader of a batch. Raises CommandError where there is none that is safe."""
    if trusted:
        from autograder.classroom.trusted import TrustedGrader, isolation

        return Choice(isolation(), TrustedGrader)
    from autograder.classroom.confined import ConfinedGrader, NotConfinedError, open_sandbox

    try:
        sandbox = open_sandbox(workers)
    except NotConfinedError as error:
        raise CommandError(str(error)) from None
    grader = ConfinedGrader(sandbox)
    return Choice(str(sandbox.level), lambda: grader, grader.close)


def grade_class(options: argparse.Namespace) -> int:
    """Grade a class and write the reports; the exit code. Raises CommandError or OSError."""
    from autograder.classroom.journal import JournalError
    from autograder.classroom.refusal import Refused

    choice = choose_grader(trusted=options.trust_submissions, workers=options.workers)
    try:
        return _grade_class(options, choice)
    except (JournalError, Refused) as error:
        raise CommandError(str(error)) from error
    except KeyboardInterrupt:
        _say("\nInterrupted. Every verdict so far is kept; type the same command to go on.")
        return INTERRUPTED
    finally:
        choice.close()


def _grade_class(options: argparse.Namespace, choice: Choice) -> int:
    from autograder.classroom.journal import FILE, open_journal
    from autograder.classroom.outputs import write_outputs

    out: Path = options.out
    course = _course(options, choice)
    gathered = _gathered(options)
    _make_folder(out)
    with open_journal(out / FILE, regrade=options.regrade) as journal:
        if journal.remark:
            _say(journal.remark)
        _run(options, choice, journal, course, gathered)
        with _writing(out):
            tally = write_outputs(out, journal, gathered.leftovers)
        journal.finish()
    return _report(tally, gathered, out)


def _make_folder(out: Path) -> None:
    """Raises CommandError."""
    with _writing(out):
        out.mkdir(parents=True, exist_ok=True)


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    """What cannot be written is one sentence."""
    try:
        yield
    except OSError as error:
        is_taken = isinstance(error, FileExistsError)
        why = "is not a folder" if is_taken else f"cannot be written ({error.strerror})"
        raise CommandError(
            f"--out {out} {why}; choose another folder, or mend that and type the same again."
        ) from error


def _course(options: argparse.Namespace, choice: Choice) -> Course:
    """What is common to all: exercises, secret, engine."""
    from autograder.classroom.batch import Course
    from autograder.classroom.fingerprint import engine_files, engine_fingerprint
    from autograder.classroom.names import Names
    from autograder.classroom.secret import default_place, read_or_make
    from autograder.grading.record import versions
    from autograder.grading.spec import spec_names

    place = options.secret or default_place()
    _check_places(options.submissions, options.out, place)
    engine = engine_fingerprint(engine_files(), versions())
    return Course(Names(spec_names()), read_or_make(place), engine, choice.level)


def _check_places(submissions: Path, out: Path, secret: Path) -> None:
    """Refuse places that would be taken for submissions, or handed out with the grades."""
    if not submissions.is_dir():
        raise CommandError(f"there is no folder {submissions}; name the folder of the class.")
    if _resolved(out).is_relative_to(_resolved(submissions)):
        raise CommandError("--out lies inside of SUBMISSIONS; choose a folder beside it.")
    if _resolved(secret).is_relative_to(_resolved(out)):
        raise CommandError("--secret lies inside of --out, which is handed around; move it.")


def _resolved(path: Path) -> Path:
    """The path without links, also where they lead around in a circle."""
    return Path(os.path.realpath(path))


def _gathered(options: argparse.Namespace) -> Gathered:
    from autograder.classroom.layout import entries_in
    from autograder.classroom.people import gather
    from autograder.classroom.roster import read_roster

    try:
        listing = entries_in(options.submissions, options.layout)
    except OSError as error:
        raise CommandError(f"{options.submissions} cannot be read ({error.strerror}).") from error
    if not listing.entries:
        fitting = f" that fit --layout {listing.layout.lower()}" if options.layout else ""
        raise CommandError(
            f"{options.submissions} holds no submissions{fitting}; "
            "it needs one folder, .zip or .tar.gz per person."
        )
    roster = read_roster(options.roster) if options.roster else None
    count = len(listing.entries)
    submissions = "submission" if count == 1 else "submissions"
    _say(f"{count} {submissions} ({listing.layout}) in {options.submissions}.")
    return gather(listing, roster)


def _run(
    options: argparse.Namespace,
    choice: Choice,
    journal: Journal,
    course: Course,
    gathered: Gathered,
) -> None:
    from autograder.classroom.bar import Bar
    from autograder.classroom.batch import Batch

    _say(f"Isolation: {choice.level}.")
    with ExitStack() as stack:
        graders = [stack.enter_context(closing(choice.make())) for _ in range(options.workers)]
        bar = Bar(len(gathered.members), sys.stdout, verbose=options.verbose)
        stack.enter_context(closing(bar))
        Batch(course, journal, graders, bar).run(gathered.members)


def _report(tally: Tally, gathered: Gathered, out: Path) -> int:
    """Say how it went; the exit code."""
    from autograder.classroom.outputs import FAULTS
    from autograder.classroom.refusal import shown
    from autograder.classroom.summary import brief
    from autograder.sandbox.status import Status

    for line in brief(tally):
        _say(line)
    if gathered.leftovers.unknown:
        _say(f"{len(gathered.leftovers.unknown)} not on the roster; summary.txt names them.")
    _say(f"Written to {out}: grades.csv, results.jsonl, summary.txt, feedback/.")
    strays = gathered.leftovers.strays
    if strays:
        some = ", ".join(map(shown, strays[:3])) + (", ..." if len(strays) > 3 else "")
        _say(f"{len(strays)} not taken for submissions: {some}; summary.txt names them.")
    if tally.statuses[Status.UNDECIDED]:
        _say("Some answers could not be judged: look for `open` in grades.csv and grade them.")
    if tally.statuses[Status.GRADER_ERROR]:
        _say(f"The grader failed on some: see {out / FAULTS}. {AGAIN}")
        return FAULT
    return DONE


def _say(line: str) -> None:
    """A line for whoever is still reading."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    with suppress(BrokenPipeError):
        print(line.encode(encoding, "backslashreplace").decode(encoding), flush=True)
