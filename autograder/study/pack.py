"""Packs the exercises into one archive to be handed in, and nothing else of the project."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from autograder.grading.commands import pytest_command
from autograder.grading.errors import KitError
from autograder.grading.files import exercises_in, replacing
from autograder.grading.screen import listed
from autograder.grading.submission import SCRIPT, Submission, find_submission, kind_of
from autograder.grading.task_list import TaskInfo, functions_named, outline, task_list
from autograder.kit import NAME
from autograder.study.advice import is_begun, unread_place

HAND_IN = f"{NAME}-handin.zip"
MARK = b"autograder pack"
"""The comment of an archive that may be replaced, since it was written here."""


def pack(root: Path) -> tuple[str, ...]:
    """Write the archive beside exercises/; what it holds and what is left to do, in lines.

    Of a script, its notebook and copies under other names, it holds the one that is graded. Raises
    KitError, OSError.
    """
    tasks, target = task_list(), root / HAND_IN
    asked = {one.name: functions_named(one.name) for one in outline()}
    submission = find_submission(exercises_in(root), asked)
    is_again = _is_ours(target)
    data = _archive(submission)
    with replacing(target) as file:
        file.buffer.write(data)
    return (
        f"{'Replaced' if is_again else 'Wrote'} {_shown(target)}. It holds:",
        *(f"  {_inside(n, p)}   from {_shown(p)}" for n, p in submission.files.items()),
        *submission.remarks,
        *_left(root, submission, tasks),
        f"Hand in this one file. To check your exercises once more: {pytest_command()}",
    )


def _is_ours(target: Path) -> bool:
    """Whether the archive is there and was written here. Raises KitError for another file."""
    if not target.exists() and not target.is_symlink():
        return False
    try:
        with ZipFile(target) as archive:
            if archive.comment == MARK:
                return True
    except (OSError, BadZipFile, NotImplementedError):
        pass
    raise KitError(
        f"{_shown(target)} was not written by `autograder pack`, so it is left as it is. "
        "Move or rename it, then type the same again."
    )


def _archive(submission: Submission) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        archive.comment = MARK
        for name, path in submission.files.items():
            member = ZipInfo.from_file(path, _inside(name, path), strict_timestamps=False)
            archive.writestr(member, path.read_bytes(), ZIP_DEFLATED)
    return held.getvalue()


def _inside(name: str, path: Path) -> str:
    """The plain name of an exercise, whatever its file is called."""
    return name + (kind_of(path.name) or SCRIPT)


def _left(root: Path, submission: Submission, tasks: tuple[TaskInfo, ...]) -> Iterator[str]:
    """The exercises that are not in it, lines that Python cannot read, and tasks not begun."""
    for name in dict.fromkeys(task.exercise for task in tasks):
        if name not in submission.files:
            place = "exercises/" if exercises_in(root) != root else "this folder"
            yield f"Not in it: {name}. There is no {name}{SCRIPT} in {place}."
    here = [task for task in tasks if task.exercise in submission.files]
    for place in dict.fromkeys(filter(None, (unread_place(root, task) for task in here))):
        yield f"Python cannot read it yet: {place}"
    core = [task for task in here if not task.is_bonus]
    left = [task for task in here if not is_begun(root, task)]
    todo = [f"{task.label} {task.function}" for task in left if not task.is_bonus]
    some = "every task" if len(todo) == len(core) else ", ".join(todo)
    bonus = [task.label for task in left if task.is_bonus]
    if todo:
        yield f"Still TODO: {some}."
    elif bonus:
        yield f"Nothing in it is still TODO, but for a bonus: {listed(bonus)}."
    else:
        yield "Nothing in it is still TODO."


def _shown(path: Path) -> str:
    """A path from here, if it is below."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
