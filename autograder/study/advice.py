"""Advice: the next task and where it is, and a worked solution to compare with."""

from collections.abc import Iterator
from importlib.util import decode_source
from pathlib import Path

from autograder.grading.commands import command_prefix, pytest_command
from autograder.grading.errors import KitError
from autograder.grading.files import exercises_in
from autograder.grading.notebook_cells import NotebookError, try_to_compile
from autograder.grading.screen import UNREAD, bonus_text, wrap
from autograder.grading.source import UNREADABLE, FileSource, begun, functions, is_stub, texts
from autograder.grading.submission import SCRIPT, find_submission
from autograder.grading.task_list import TaskInfo, functions_named
from autograder.grading.worked import worked
from autograder.judges.answer import Spot
from autograder.study.progress import WAIT, Event, TaskState, now, remember
from autograder.study.progress_report import Summary

FINISHED = (
    "You are done: all {tasks} tasks passed when they were last checked, {points} points{bonus}."
)
MORE = "Your instructor may run more checks, with other numbers."
COMPARE = "Compare with a worked solution: {prefix}autograder solution {number}"
NOT_YET = (
    "Task {number} does not pass yet. `{prefix}autograder hint {number}` helps; "
    "`{prefix}autograder solution {number} --reveal` shows the solution anyway, "
    "and progress.txt remembers that."
)
NONE_HERE = "This copy of the kit holds no solutions; ask your instructor for them."


def next_lines(root: Path, summary: Summary) -> list[str]:
    """The next task with its place and commands, or that there is none."""
    found, prefix = summary.next_task, command_prefix()
    if found is not None:
        unread = unread_place(root, found.task) if found.state.outcome == WAIT else ""
        named = f"{found.task.label} {found.task.function}, {found.task.title}"
        clue = (" ".join(found.state.clues.values()) or "correct that line.") if unread else ""
        return [
            f"Next: {UNREAD if unread else named}",
            *wrap(f"  to do : {clue or _to_do(root, found.task, found.state)}", " " * 10),
            f"  where : {unread or place_of(root, found.task)}",
            f"  as of : {found.as_of}",
            f"  check : {pytest_command()}",
            f"  hint  : {prefix}autograder hint {found.task.label}",
        ]
    bonus = bonus_text(summary.bonus)
    lines = [FINISHED.format(tasks=len(summary.core), points=summary.points, bonus=bonus), MORE]
    if summary.core and any((root / "solutions").glob("*.py")):
        number = max(summary.core, key=lambda found: found.task.points).task.label
        lines += [COMPARE.format(prefix=prefix, number=number)]
    return [*lines, f"Check again: {pytest_command()}"]


def _to_do(root: Path, task: TaskInfo, state: TaskState) -> str:
    if not file_of(root, task.exercise).exists():
        return f"its file is missing; type {command_prefix()}autograder reset {task.exercise}"
    if not FileSource(file_of(root, task.exercise)).cells_with(task.function):
        return f"put its def line back, or type {command_prefix()}autograder reset {task.exercise}"
    if not is_begun(root, task):
        return "replace its `raise NotImplementedError` line with your own code."
    if state.outcome == "FIX":
        return "something is not right yet; the check says what."
    return "you have started; now run the checks."


def file_of(root: Path, exercise: str) -> Path:
    """The script or its notebook, whichever is graded; the script if neither exists."""
    folder = exercises_in(root)
    try:
        return find_submission(folder, {exercise: functions_named(exercise)}).files[exercise]
    except KitError:
        return folder / f"{exercise}{SCRIPT}"


def place_of(root: Path, task: TaskInfo) -> str:
    """Where the task is: a path from here with a line or a cell."""
    return FileSource(file_of(root, task.exercise)).place(task.function, None).where


def unread_place(root: Path, task: TaskInfo) -> str:
    """Where Python cannot read the code of the task, in the file as it is now; "" if it can."""
    source, cell = FileSource(file_of(root, task.exercise)), 0
    try:
        for cell, text in texts(source):
            if isinstance(text, bytes):
                decode_source(text)
            if not cell or task.function in begun(text):
                try_to_compile(text, source.name)
    except (OSError, NotebookError, *UNREADABLE) as error:
        line = getattr(error, "lineno", None)
        if isinstance(error, UnicodeDecodeError):
            line = error.object[: error.start].count(b"\n") + 1
        return source.place(task.function, Spot(line, cell or None) if line else None).where
    return ""


def is_begun(root: Path, task: TaskInfo) -> bool:
    """Whether the function exists and is more than a stub."""
    source = FileSource(file_of(root, task.exercise))
    stubs = {node.name for _, node in functions(source) if is_stub(node)}
    return bool(source.cells_with(task.function)) and task.function not in stubs


def open_solution(root: Path, task: TaskInfo, *, reveal: bool = False) -> Iterator[str]:
    """The lines of a worked solution, then a line that says where one's own is.

    It opens when the task passes now, judged on the file as it is, or with `reveal`; then that is
    remembered. Raises KitError.
    """
    from autograder.grading.grade import grade

    path = root / "solutions" / f"{task.exercise}.py"
    if not path.is_file():
        raise KitError(NONE_HERE)
    try:
        is_passed = grade(root / "exercises", tasks=[task.label]).is_complete
    except KitError:
        is_passed = False
    if not (is_passed or reveal):
        raise KitError(NOT_YET.format(number=task.label, prefix=command_prefix()))
    yield from worked(path, task.function)
    if not is_passed:
        remark = remember(root, Event(now(), "reveal", tasks=(task.label,)))
        yield from ("", remark) if remark else ()
    yield from ("", f"Yours: {place_of(root, task)}")
