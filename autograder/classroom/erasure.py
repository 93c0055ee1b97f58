"""Erasure: everything that a course keeps about one person, found and removed."""

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.adjustments import FILE as ADJUST
from autograder.classroom.class_list import Handed, class_list
from autograder.classroom.course_outputs import write_course_outputs
from autograder.classroom.course_toml import FILE as COURSE
from autograder.classroom.entries import file_name, id_of, shown
from autograder.classroom.grade import Grade
from autograder.classroom.gradebook import GRADES, Gradebook, open_gradebook
from autograder.classroom.hand_ins import FOLDER, UNPACKED
from autograder.classroom.journal import FILE
from autograder.classroom.outputs import ENDINGS, FEEDBACK
from autograder.classroom.pictures import place_of
from autograder.classroom.snapshot import FILE as SNAPSHOT
from autograder.classroom.unpacking import leftovers
from autograder.grading.errors import KitError
from autograder.grading.files import Step
from autograder.grading.task_list import task_list

TALKS = "talks"


@dataclass(frozen=True, slots=True)
class Traces:
    """What there is about a person.

    files: those of this person alone. left: sentences about what must be done by hand.
    """

    submission: str
    files: tuple[Path, ...]
    left: tuple[str, ...]


def forget(folder: Path, name: str, *, is_sure: bool) -> Iterator[Step]:
    """Erase a person, by id, address or login; without is_sure, only say what that would be.

    Raises KitError, before anything is changed, if nobody or more than one person is meant.
    """
    from autograder.classroom.explanation import grade_of

    with open_gradebook(folder) as book:
        grade = grade_of(list(book.grades()), name)
        traces = traces_of(folder, book, grade)
        if is_sure:
            yield from _erase(folder, book, traces)
        else:
            place = folder / GRADES / FILE
            yield Step(f"{place}: all of {shown(traces.submission)} would go.", is_open=True)
            yield from (Step(f"{_place(path)}: would go.", is_open=True) for path in traces.files)
        yield from (Step(what, is_open=True) for what in traces.left)
    if not is_sure:
        yield Step("Nothing was erased. To do it, type the same command with --yes.", is_open=True)


def traces_of(folder: Path, book: Gradebook, grade: Grade) -> Traces:
    """What there is about a person in the folder of a course."""
    submission = grade.report.submission
    stem = file_name(submission)
    pages = [f"{GRADES}/{FEEDBACK}/{stem}{ending}" for ending in ENDINGS]
    tasks = (one.label.replace(" ", "-") for one in task_list())
    pages += [f"{TALKS}/{stem}-{one}{ending}" for one in tasks for ending in ENDINGS]
    places = [*map(folder.joinpath, pages), place_of(folder / GRADES, submission)]
    own = [path for path in places if path.exists()]
    names = {submission, *grade.contact.ids.values()}
    left = list(_mentions(folder, book, names))
    for handed in _handed(folder, book, submission):
        paths = [upload.path for upload in handed.entry.uploads]
        if handed.entry.shared:
            left.append(f"{_place(paths[0])} is the work of a group; decide with the others.")
            continue
        own += paths
        if any((folder / UNPACKED) in path.parents for path in paths):
            where = folder / FOLDER / handed.export.name
            left.append(f"{where} still holds this person's work: replace or delete that archive.")
    return Traces(submission, tuple(dict.fromkeys(own)), tuple(dict.fromkeys(left)))


def _place(path: Path) -> str:
    """A path as part of a sentence: learners choose the names of folders."""
    return id_of(str(path))


def _handed(folder: Path, book: Gradebook, submission: str) -> Sequence[Handed]:
    try:
        members = class_list(folder, book.course, book.people, book.ids())
    except KitError:  # no exports are left, so nothing of anybody is in them
        return ()
    return members.people.get(submission, ())


def _mentions(folder: Path, book: Gradebook, names: set[str]) -> Iterator[str]:
    """Files of the instructor's own, and copies of journals, that name the person."""
    roster = folder / book.course.roster if book.course.roster else folder / COURSE
    listed = (folder / FOLDER).rglob("submission_metadata.yml")
    own = {folder / ADJUST, folder / COURSE, roster, *folder.glob("*.csv"), *listed}
    each = "|".join(map(re.escape, names))
    named = re.compile(rf"(?<![\w@.-])(?:{each})(?![\w@-])")
    for path in sorted(own):
        lines = path.read_text("utf-8", "replace").split("\n") if path.is_file() else []
        for number, line in enumerate(lines, start=1):
            if named.search(line.partition("#")[0] if path.suffix == ".toml" else line):
                yield f"{path} names this person in line {number}: delete that line."
    archives = [path for path in (folder / FOLDER).rglob("*.zip") if path.is_file()]
    for path in leftovers(folder / UNPACKED, archives):
        yield f"{path} is left of an archive that is gone, with everybody in it: delete it."
    for path in sorted((folder / GRADES).glob("journal.*.sqlite*")):
        yield f"{path} is an older copy, with everybody in it: delete it."


def _erase(folder: Path, book: Gradebook, traces: Traces) -> Iterator[Step]:
    """Files first: until the journal has forgotten a person, the same command goes on."""
    for path in traces.files:
        try:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise KitError(
                f"{_place(path)} cannot be erased ({error.strerror}). Fix that, and "
                "type the same command again: it goes on.",
                exit_code=2,
            ) from error
        yield Step(f"{_place(path)}: erased.")
    (folder / GRADES / SNAPSHOT).unlink(missing_ok=True)
    book.journal.forget(traces.submission)
    yield Step(f"{folder / GRADES / FILE}: all of {shown(traces.submission)} erased.")
    write_course_outputs(folder / GRADES, book, (), ())
    yield Step(f"{folder / GRADES}: written again, without this person.")
