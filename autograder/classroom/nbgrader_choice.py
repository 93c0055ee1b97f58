"""Choice for nbgrader, which grades a notebook by its name alone: what counts gets that name.

It is chosen by work, as everywhere. Nothing is lost: a file that had the name stays beside.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from autograder.classroom.choice import ExerciseFile, counted, own_files
from autograder.classroom.entries import Names, Refused, shown
from autograder.classroom.intake import exercise_files, files_below
from autograder.grading.files import write_atomically
from autograder.grading.new_notebook import asks, notebook_of, parsed, question
from autograder.grading.notebook_cells import ENDING
from autograder.grading.submission import ELSEWHERE

KEPT = "{name}.handed-in{number}.ipynb"
WAS = re.compile(r"\.handed-in(-\d+)?(?=\.ipynb)")
MOVED = " What was {name} is now {kept}."
ANEW = "Graded: {name}, rewritten so that nbgrader can open it."
AS_IT_IS = "Graded: {name}."
RIVAL = " {other} holds work, too; to have that graded, remove what does not count."
BROKEN = "{file} cannot be read as a notebook; hand in {name} once more."
OPEN = " Until that is settled, no points are given, and the tasks are marked for manual grading."


def settle(folder: Path, names: Names) -> Iterator[str]:
    """Let each notebook of an assignment be what counts in the folder of one person.

    A sentence says what was taken and why, or what is a question. Raises Refused, OSError.
    """
    files = own_files(exercise_files(list(files_below(folder)), names, {}))
    for name in names.exercises:
        if found := [file for file in files if file.exercise == name]:
            yield from _settled(folder / f"{name}{ENDING}", found)


def _settled(target: Path, files: Sequence[ExerciseFile]) -> Iterator[str]:
    """The same for one exercise. target: where nbgrader looks."""
    plain = next((file for file in files if file.path == PurePosixPath(target.name)), None)
    try:
        taken = plain if plain and plain.is_ready else counted(list(files))[0]
    except Refused as refused:
        yield _ask(target, str(refused))
        return
    told = ""
    if plain and _opens(plain, target) and (taken is plain or not taken.holds_work):
        taken = plain
    elif (text := notebook_of(taken.content, taken.exercise)) is None:
        file = shown(WAS.sub("", str(taken.path)))
        yield _ask(target, BROKEN.format(file=file, name=target.name))
        return
    else:
        told = _why(taken, plain, target) + _put(target, text)
    rival = next((file for file in files if _is_rival(file, taken)), None)
    if told or rival:
        also = RIVAL.format(other=shown(rival.path)) if rival else ""
        yield (told or AS_IT_IS.format(name=target.name)) + also


def _opens(plain: ExerciseFile, target: Path) -> bool:
    """Whether nbgrader can open a notebook; what was read for the choice may be the code alone."""
    return plain.written.cells is not None and parsed(target.read_bytes()) is not None


def _is_rival(file: ExerciseFile, taken: ExerciseFile) -> bool:
    """Whether a file holds other work than the one that is graded, or was made of it."""
    if not (file.is_ready and taken.holds_work) or file.written.digest == taken.written.digest:
        return False
    return notebook_of(file.content, file.exercise) != taken.content.decode(errors="replace")


def _why(taken: ExerciseFile, plain: ExerciseFile | None, target: Path) -> str:
    if taken is plain:
        return ANEW.format(name=target.name)
    lacks = "is missing"
    if plain:
        lacks = "cannot be read" if plain.written.is_damaged else "holds no work"
    return ELSEWHERE.format(other=shown(taken.path), script=target.name, lacks=lacks)


def _ask(target: Path, sentence: str) -> str:
    """Put a question where a notebook would be; what is there is kept."""
    text = question(sentence + OPEN)
    is_asked = target.exists() and target.read_text(encoding="utf-8", errors="replace") == text
    return sentence + OPEN + ("" if is_asked else _put(target, text))


def _put(target: Path, text: str) -> str:
    """Write a notebook; where a file that was handed in is now, if there was one."""
    kept = _free(target) if target.exists() and not _is_question(target) else None
    if kept:
        target.rename(kept)
    try:
        write_atomically(target, text)
    except OSError:
        if kept:
            kept.rename(target)
        raise
    return MOVED.format(name=target.name, kept=kept.name) if kept else ""


def _is_question(path: Path) -> bool:
    found = parsed(path.read_bytes()) or {}
    cells = found.get("cells")
    return isinstance(cells, list) and asks(cells)


def _free(target: Path) -> Path:
    """A name beside it that nothing has."""
    for number in range(len(list(target.parent.iterdir())) + 1):
        name = KEPT.format(name=target.stem, number=f"-{number}" if number else "")
        if not (found := target.with_name(name)).exists():
            return found
    raise AssertionError  # there are more numbers than files
