"""The run of `autograder grade` over the folder of a course."""

from argparse import Namespace
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath

from autograder.classroom.adjustments import read_adjustments
from autograder.classroom.batch import Setup, Turn, failed, job_of, refused
from autograder.classroom.choice import Taken
from autograder.classroom.class_list import ClassList, Handed
from autograder.classroom.class_run import DONE, FAULT, INTERRUPTED, BatchRun, say, writing
from autograder.classroom.course_outputs import write_course_outputs
from autograder.classroom.course_result import CourseResult
from autograder.classroom.course_secret import default_place
from autograder.classroom.course_toml import read_course
from autograder.classroom.earlier import left_out
from autograder.classroom.entries import Entry, Refused, id_of, some
from autograder.classroom.grade import HandedFile, HandIn
from autograder.classroom.gradebook import GRADES, Gradebook, read_people, refuse_unknown, strangers
from autograder.classroom.hand_ins import FOLDER
from autograder.classroom.intake import take_in
from autograder.classroom.journal import FILE, DamagedJournalError, Journal, open_journal
from autograder.classroom.layout import SCRIPT, is_a
from autograder.classroom.pictures import draw_missing
from autograder.classroom.snapshot import CourseIntake, keep_snapshot
from autograder.classroom.summary import where_time_went
from autograder.grading.errors import KitError
from autograder.grading.screen import counted
from autograder.sandbox.status import Status

OTHER_SECRET = (
    f"The course secret in {{place}} is not that of the last round, so everybody in {FOLDER}/ is "
    "graded again, on other inputs. If that is not intended, press Ctrl-C and put the old one back."
)


def grade_course(folder: Path, options: Namespace) -> int:
    """Grade a course and write its grades; the exit code. Raises KitError or OSError.

    Where nothing was handed in since, each row of the journal is read, and so checked, once.
    """
    try:
        return _grade(folder, options, is_checked=False)
    except DamagedJournalError:
        return _grade(folder, options, is_checked=True)


def _grade(folder: Path, options: Namespace, *, is_checked: bool) -> int:
    """is_checked: whether the journal is, before anything is read from it."""
    course, out = read_course(folder), folder / GRADES
    roster, adjustments = read_people(folder, course), read_adjustments(folder)
    secret = folder / course.secret if course.secret else default_place()
    _check_secret(secret, folder)
    run = BatchRun(out, secret, options)
    try:
        with ExitStack() as stack:
            journal = run.earlier_journal(stack, is_checked=is_checked)
            intake = CourseIntake(folder, course, roster, journal)
            intake.recall(out, options)
            if journal and not (is_checked or intake.known):
                journal.check()
            everybody = list(dict.fromkeys((*intake.members.people, *intake.earlier)))
            _refuse_nobody(everybody, folder)
            _refuse_loss(out, intake)
            refuse_unknown(adjustments, everybody, folder)

            def write(journal: Journal) -> CourseResult:
                book = Gradebook(course, journal, roster, adjustments)
                with writing(out):
                    if course.pictures:
                        asker = partial(run.asker, stack)
                        draw_missing(out, book.grades(), intake.read, asker, say)
                    found = intake.members
                    return write_course_outputs(out, book, found.unknown, found.strays, run.work)

            result = _graded(folder, run, intake, write, stack)
    except KeyboardInterrupt:
        say("\nInterrupted. Every verdict so far is kept; type the same command to go on.")
        return INTERRUPTED
    if unknown := intake.members.unknown:
        say(f"Not on the roster, and graded all the same: {some(unknown)}.")
    if extended := strangers(course, everybody, roster or ()):
        whose = some(extended)
        say(f"Extensions for ids that are not in the course: {whose}. Correct them in course.toml.")
    spent = where_time_went(result.tally) if options.verbose else []
    for line in (*spent, *result.lines(folder, intake.members.platform)):
        say(line)
    return FAULT if result.has_faults else DONE


def _graded(
    folder: Path,
    run: BatchRun,
    intake: CourseIntake,
    write: Callable[[Journal], CourseResult],
    stack: ExitStack,
) -> CourseResult:
    """Bring everybody into the journal, and write what it says."""
    members = intake.members
    if intake.journal and intake.known:
        journal = intake.journal
        say(f"{members}.")
        run.recall(journal)
    else:
        journal = _brought_in(folder, run, members, intake.journal, stack)
    if run.options.merge:
        merge(journal, run.options.merge)
    _forget_unjudged(journal, members)
    result = write(journal)
    journal.finish()
    with writing(run.out):
        key = "" if run.options.merge else intake.key
        keep_snapshot(run.out, key, journal, members)
    return result


def _brought_in(
    folder: Path, run: BatchRun, members: ClassList, earlier: Journal | None, stack: ExitStack
) -> Journal:
    """The journal, with a verdict on everybody."""

    def turns(setup: Setup) -> Iterator[Turn]:
        for handed in members.people.values():
            *others, last = _turns(handed, setup, folder)
            yield from (replace(turn, is_last=False) for turn in others)
            yield last

    journal = run.open(turns, stack, earlier, len(members.people))
    if earlier and earlier.has_other_secret and not run.is_idle:
        say(OTHER_SECRET.format(place=run.place))
    say(f"{members}.")

    here: set[int] = set()

    def enroll(turn: Turn, number: int) -> None:
        one = turn.member
        args = (one.submission, one.name, turn.files, number, one.remark, turn.came)
        journal.add_hand_in(HandIn(*args))
        here.add(number)

    run.grade(turns, len(members.people), enroll)
    _withdraw_refused(journal, members, here)
    return journal


def _withdraw_refused(journal: Journal, members: ClassList, here: Collection[int]) -> None:
    """Drop what was refused unread and is not there any more, of people with other work.

    Such as an export that was taken for one person's work. here: the verdicts on what is there.
    """
    known = members.people.keys()
    every = [one for one in journal.hand_ins() if one.submission in known]
    gone = [one for one in every if one.verdict not in here and _is_refused(one, journal)]
    owners = {one.submission for one in gone}
    others = (one for one in every if one.submission in owners)
    judged = {one.submission for one in others if _is_judged(one, journal)}
    journal.withdraw(one.verdict for one in gone if one.submission in judged)


def _is_refused(one: HandIn, journal: Journal) -> bool:
    found = journal.report(one.verdict)
    return found is not None and found[0].status is Status.REJECTED


def _is_judged(one: HandIn, journal: Journal) -> bool:
    found = journal.report(one.verdict)
    return found is not None and found[0].verdict is not None


def _check_secret(secret: Path, folder: Path) -> None:
    """Refuse places that are handed out, or read as what people handed in."""
    for name in (GRADES, FOLDER):
        if (folder / name).resolve() in secret.resolve().parents:
            raise KitError(
                f"The secret {secret} is inside {folder / name}, which gets passed around. Move it "
                "beside the folder of the course, and correct course.toml.",
                exit_code=2,
            )


def _refuse_nobody(everybody: Sequence[str], folder: Path) -> None:
    """Raise KitError for exports in which there is nothing of anybody."""
    if not everybody:
        raise KitError(
            f"{folder / FOLDER} holds exports, but nobody's work. Check that they are "
            "complete, and put them there unchanged.",
            exit_code=2,
        )


def _refuse_loss(out: Path, intake: CourseIntake) -> None:
    """Raise KitError where the journal is gone, and with it the only trace of somebody's work."""
    if intake.earlier:
        return
    handed = (one.entry for several in intake.members.people.values() for one in several)
    lost = left_out(out, handed)
    if lost:
        whose = f"{counted(len(lost), 'person', 'people')} ({some(one.submission for one in lost)})"
        raise KitError(
            f"{out / FILE} is gone or empty, and with it the only verdict on {whose}. Nothing was "
            f"changed. Put the journal back from a backup, or their work into {FOLDER}/; to start "
            f"over without them, move {out} away.",
            exit_code=2,
        )


def _forget_unjudged(journal: Journal, members: ClassList) -> None:
    """Drop whoever is not in the course any more, and of whom nothing was ever judged.

    Such as a file that was named badly, and has been given to its owner since.
    """
    if members.people.keys() >= {*journal.people()}:
        return
    gone = [one for one in journal.hand_ins() if one.submission not in members.people]
    kept = {one.submission for one in gone if _is_judged(one, journal)}
    for submission in {one.submission for one in gone} - kept:
        journal.forget(submission)
    if kept:
        say(f"Not in {FOLDER}/ any more, and kept: {some(sorted(kept))}.")


def merge(journal: Journal, place: Path) -> None:
    """Take over the verdicts of another grader, from a folder of grades. Raises KitError."""
    path = place / FILE
    if not path.is_file():
        raise KitError(
            f"{place} holds no {FILE}. Name the grades folder of the other course.", exit_code=2
        )
    if path.samefile(journal.path):
        raise KitError(
            f"{place} is where this course has its own grades. Name the grades folder of the other "
            "course.",
            exit_code=2,
        )
    with open_journal(path) as other:
        count = journal.merge(other)
    say(f"{counted(count, 'verdict')} taken over from {place}.")


@dataclass
class CountedWork:
    """What counts of a person so far, by exercise."""

    files: dict[str, HandedFile] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)

    def add(self, taken: Taken, handed: Handed, folder: Path) -> bool:
        """Let newer files count; whether any did. A stub takes nothing away."""
        is_news = False
        for name, content in taken.files.items():
            exercise, digest = PurePosixPath(name).stem, sha256(content).hexdigest()
            before, is_idle = self.files.get(exercise), exercise in taken.idle
            if before and (before.hash == digest or (is_idle and not before.is_idle)):
                continue
            self.contents[exercise] = content
            source, is_late = _source(handed.entry, name, folder), handed.when.is_late
            file = HandedFile(name, digest, "", is_late, source, is_idle=is_idle)
            self.files[exercise] = _dated(file, before, handed)
            is_news = True
        return is_news

    def taken(self, newest: Taken) -> Taken:
        """All of it, as the newest of it was handed in."""
        files = {file.name: self.contents[exercise] for exercise, file in self.files.items()}
        idle = frozenset(exercise for exercise, file in self.files.items() if file.is_idle)
        return replace(newest, files=files, idle=idle)


def _dated(file: HandedFile, before: HandedFile | None, handed: Handed) -> HandedFile:
    """A file with its time. before: what it replaces; newer work cannot have the same time."""
    if before and before.submitted and before.submitted == handed.when.submitted:
        return replace(file, came=handed.exported)
    return replace(file, submitted=handed.when.submitted, came=handed.came)


def _source(entry: Entry, name: str, folder: Path) -> str:
    """Where a file came from: the upload itself, or its name in what was uploaded."""
    own = (one for one in entry.uploads if PurePosixPath(name).stem in one.name.lower())
    place = next(own, entry.uploads[0]).path
    inside = place.relative_to(folder) if place.is_relative_to(folder) else Path(place.name)
    is_script = SCRIPT.fullmatch(place.name) and is_a(place)
    shown_place = id_of(inside.as_posix())
    return shown_place if is_script else f"{shown_place}/{name}"


def _turns(handed: Sequence[Handed], setup: Setup, folder: Path) -> Iterator[Turn]:
    """A turn for each work of a person: what counted after each time that something came."""
    real = [one for one in handed if one.entry.uploads or one.entry.problem]
    work = CountedWork()
    for one in real or handed[-1:]:
        try:
            taken = take_in(one.entry, setup.names)
            if work.add(taken, one, folder):
                job = job_of(one.entry, work.taken(taken), setup)
                yield Turn(job.member, job, dict(work.files), came=one.came)
        except Refused as why:
            yield Turn(one.entry, refused(one.entry, setup, why), came=one.came)
        except Exception:  # noqa: BLE001 -- whatever one entry causes, everybody else is graded
            yield Turn(one.entry, failed(one.entry, setup), came=one.came)
