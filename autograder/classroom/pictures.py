"""Pictures of what people's own functions return, for their feedback: each work is drawn once.

Their code runs confined, as when it is graded, and is only asked what everybody may know. What
cannot be drawn costs its picture alone.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import msgspec

from autograder.classroom.batch import fingerprint
from autograder.classroom.entries import file_name, printable, some
from autograder.classroom.grade import Grade, HandIn
from autograder.classroom.graders import Grader
from autograder.grading.draw import PUBLIC_SEED
from autograder.grading.errors import KitError
from autograder.grading.files import forget_half_written, write_atomically
from autograder.grading.screen import counted
from autograder.grading.verdict import Outcome
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status

FOLDER, ENDING = "pictures", ".json"

Reader = Callable[[HandIn], Mapping[str, bytes]]
"""Reads the files of a hand-in, as they were graded."""


class Drawn(msgspec.Struct, frozen=True):
    """A picture of a task, with its title, what it shows in words, and the image."""

    task: str
    title: str
    words: str
    svg: str


class Drawings(msgspec.Struct, frozen=True):
    """What is kept of a person. key: of the work that was drawn."""

    key: str
    pictures: tuple[Drawn, ...] = ()


def place_of(out: Path, submission: str) -> Path:
    """Where the pictures of a person are, in the folder of the grades."""
    return out / FOLDER / f"{file_name(submission)}{ENDING}"


def pictures_of(out: Path, grade: Grade) -> Sequence[Drawn]:
    """The pictures of the work that counts, as far as they are drawn."""
    kept = _kept(out, grade)
    return kept.pictures if kept else ()


def _kept(out: Path, grade: Grade) -> Drawings | None:
    try:
        content = place_of(out, grade.report.submission).read_bytes()
        kept = msgspec.json.decode(content, type=Drawings)
    except (OSError, msgspec.DecodeError):
        return None
    return kept if kept.key == key_of(grade) else None


def key_of(grade: Grade) -> str:
    """What pictures depend on: the work, and what drew and judged it."""
    return fingerprint(FOLDER, grade.report.key, sorted(grade.files.values()))


def forget_others(out: Path, ids: Iterable[str]) -> None:
    """Remove the pictures of everybody but these."""
    kept = {f"{file_name(submission)}{ENDING}" for submission in ids}
    for path in (out / FOLDER).glob(f"*{ENDING}"):
        if path.name not in kept:
            path.unlink()


def draw_missing(
    out: Path,
    grades: Iterable[Grade],
    read: Reader,
    start: Callable[[], Grader],
    tell: Callable[[str], object],
) -> None:
    """Draw each work that was not drawn yet and is still there. Raises OSError.

    start: gives what runs the functions, if something is to be drawn; tell: says that it takes a
    moment, and what failed by our fault.
    """
    missing = [one for one in grades if _begun(one) and _kept(out, one) is None]
    missing = [one for one in missing if _files(one, read)]
    if not missing:
        return
    try:
        grader = start()
    except KitError:  # nothing can be run here, such as a course that was graded elsewhere
        return
    tell(f"Drawing what the functions of {counted(len(missing), 'person', 'people')} return.")
    (out / FOLDER).mkdir(exist_ok=True)
    forget_half_written(out / FOLDER)
    with ThreadPoolExecutor(grader.workers) as threads:
        try:
            found = list(threads.map(partial(_draw, out, read, grader), missing))
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            grader.close()
            raise
    faults = {one.report.submission: why for one, why in zip(missing, found, strict=True) if why}
    if faults:
        tell(
            f"No pictures for {some(faults)}, through a fault of the grader "
            f"({next(iter(faults.values()))}); the next run tries again."
        )


def _begun(grade: Grade) -> Sequence[str]:
    """The numbers of the tasks that have something to draw."""
    tasks = grade.report.verdict.tasks if grade.report.verdict else ()
    return [one.task for one in tasks if one.outcome != Outcome.TODO and not one.waits]


def _files(grade: Grade, read: Reader) -> Mapping[str, bytes]:
    """What was graded, if all of it is still there."""
    wanted = grade.hand_in.files if grade.hand_in else {}
    found = read(grade.hand_in) if grade.hand_in else {}
    return found if len(found) == len(wanted) else {}


def _draw(out: Path, read: Reader, grader: Grader, grade: Grade) -> str:
    """Draw the work of one person; our fault if that failed, else ""."""
    from autograder.grading.question import picture_question

    submission, questions = grade.report.submission, [*map(picture_question, _begun(grade))]
    try:
        files = _files(grade, read)
        report = grader.grade(files, PUBLIC_SEED, submission, questions=questions)
    except Exception as error:  # noqa: BLE001 -- whatever goes wrong costs the pictures alone
        return printable(f"{type(error).__name__}: {error}")
    if report.status is Status.GRADER_ERROR:
        return printable(report.reason.rstrip("."))
    content = msgspec.json.encode(Drawings(key_of(grade), drawn_in(report)))
    write_atomically(place_of(out, submission), content.decode())
    return ""


def drawn_in(report: Report) -> tuple[Drawn, ...]:
    """The pictures in the answers to questions for pictures."""
    from autograder.grading.question import DRAWN

    found = report.verdict.checks if report.verdict else ()
    return tuple(
        Drawn(one.task, **one.diagnosis.fields)
        for one in found
        if one.diagnosis and one.diagnosis.key == DRAWN
    )
