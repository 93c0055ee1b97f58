"""Resets a task or a whole exercise to what was shipped, and keeps the work beside it."""

import ast
import json
import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.grading.commands import command_prefix
from autograder.grading.errors import KitError
from autograder.grading.files import shipped_stub, write_atomically
from autograder.grading.notebook_cells import ENDING as NOTEBOOK
from autograder.grading.notebook_cells import parse
from autograder.grading.source import UNREADABLE
from autograder.grading.spec import PACKAGE
from autograder.grading.submission import BACKUP, SCRIPT, kind_of
from autograder.grading.task_list import TaskInfo, meant, task_list
from autograder.study.advice import file_of
from autograder.study.progress import Event, now, remember

MARGIN = re.compile(r"[^\s#)\]}]|# ?%%")  # begins a line that is not part of the function above
LINE_END = re.compile(r"\r\n?|\n")


def reset(root: Path, name: str) -> tuple[str, ...]:
    """Put back a task ("2.3" or its function) or an exercise ("day5_ex2") of the project at `root`.

    Of a script and its notebook, the one that is graded is reset, unless the name ends in .py or
    .ipynb. Returns what was done, in sentences. Raises KitError, OSError.
    """
    tasks = _meant(name, task_list())
    exercise, first = tasks[0].exercise, tasks[0]
    is_whole = exercise == Path(name).stem
    path = file_of(root, exercise)
    if is_whole and Path(name).suffix:
        path = path.with_suffix(Path(name).suffix)
    what = "the exercise" if is_whole else f"{first.label} {first.function}"
    shown = path.relative_to(root).as_posix()
    old = path.read_bytes() if path.exists() else b""
    new = _original(exercise, kind_of(path.name))
    if not is_whole:
        new = _with_stub(shown, old, first.function, new)
    if new.encode() == old:
        return (f"{shown}: {what} is already as it was shipped; nothing was changed.",)
    backup = keep(path, old) if old else None
    path.parent.mkdir(exist_ok=True)
    write_atomically(path, new)
    remark = remember(root, Event(now(), "reset", tasks=tuple(task.label for task in tasks)))
    kept = f" Your work is kept in {backup.relative_to(root).as_posix()}." if backup else ""
    kept += " If Jupyter has it open, reload it there." if kind_of(path.name) == NOTEBOOK else ""
    return (f"{shown}: {what} is back as it was shipped.{kept}", *filter(None, [remark]))


def keep(path: Path, content: bytes, when: datetime | None = None) -> Path:
    """Write a copy beside a file, under an unused name with the time. Raises OSError."""
    kind = "-notebook" if kind_of(path.name) == NOTEBOOK else ""
    stem = f"{path.stem}{kind}{BACKUP}{when or now():%Y%m%d-%H%M%S}"
    for again in ("", *(f"-{number}" for number in range(2, 10_000))):
        with suppress(FileExistsError):
            copy = path.with_name(f"{stem}{again}.txt")
            with copy.open("xb") as file:
                file.write(content)
            return copy
    raise FileExistsError(f"{path.parent} holds too many copies of {path.name}")


def _with_stub(shown: str, old: bytes, function: str, shipped: str) -> str:
    """A file with one function as it was shipped. Raises KitError if it is not found."""
    change = _in_notebook if kind_of(shown) == NOTEBOOK else with_definition
    try:
        new, problem = change(old.decode(), function, shipped), "does not define this function"
    except (ValueError, LookupError, TypeError):
        new, problem = None, "cannot be read"
    if new is None:
        whole = f"{command_prefix()}autograder reset {Path(shown).name} (a copy is kept)."
        raise KitError(f"{shown} {problem}; reset all of it: {whole}")
    return new


def _in_notebook(text: str, function: str, shipped: str) -> str | None:
    """The cells keep everything but the function; their outputs are removed."""
    notebook, original = json.loads(text), json.loads(shipped)
    stub = "\n".join("".join(cell["source"]) for cell in _code(original))
    is_found = False
    for cell in _code(notebook):
        if (new := with_definition("".join(cell["source"]), function, stub)) is not None:
            is_found = True
            cell.update(source=new.splitlines(keepends=True), outputs=[], execution_count=None)
    return json.dumps(notebook, indent=1, sort_keys=True) + "\n" if is_found else None


def _code(notebook: Any) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _meant(name: str, tasks: tuple[TaskInfo, ...]) -> tuple[TaskInfo, ...]:
    """The task of that number or function, or all tasks of that exercise."""
    stem = Path(name).stem if Path(name).suffix in {"", SCRIPT, NOTEBOOK} else ""
    found = meant(name, tasks)
    of_exercise = tuple(task for task in tasks if task.exercise == stem)
    if not (found or of_exercise):
        numbers = ", ".join(task.label for task in tasks)
        exercises = " and ".join(dict.fromkeys(task.exercise for task in tasks))
        text = f"the tasks are {numbers}, the exercises {exercises}."
        raise KitError(f"There is no task or exercise {name!a}; {text}", exit_code=2)
    return (found,) if found else of_exercise


def _original(exercise: str, ending: str) -> str:
    path = shipped_stub(PACKAGE, exercise, ending)
    try:
        return path.read_bytes().decode()
    except (OSError, ValueError):
        raise KitError(
            f"This copy of the kit lacks {path.name}, the exercise as it was shipped; "
            "install the kit again."
        ) from None


def with_definition(text: str, function: str, shipped: str) -> str | None:
    """The text with each definition of a function replaced by the shipped one; None if it has none.

    Text that is not Python is cut where the next line begins at the margin. Line ends stay.
    """
    lines, originals = LINE_END.split(text), LINE_END.split(shipped)
    start, end = _spans(originals, function)[0]
    spans = _spans(lines, function)
    for first, last in reversed(spans):
        lines[first:last] = originals[start:end]
    line_end = "\r\n" if "\r\n" in text else "\n"
    return line_end.join(lines) if spans else None


def _spans(lines: list[str], function: str) -> list[tuple[int, int]]:
    """First line and the one after the last of each definition, counted from 0."""
    try:
        body = parse("\n".join(lines).removeprefix("\ufeff")).body
    except UNREADABLE:
        head = re.compile(rf"(async\s+)?def\s+{function}\b")
        found = [(start, start + 1) for start, line in enumerate(lines) if head.match(line)]
    else:
        kinds = ast.FunctionDef | ast.AsyncFunctionDef
        nodes = [node for node in body if isinstance(node, kinds) and node.name == function]
        heads = [min(part.lineno for part in (node, *node.decorator_list)) - 1 for node in nodes]
        found = [(k, node.end_lineno or k) for k, node in zip(heads, nodes, strict=True)]
    return [(start, _end(lines, end)) for start, end in found]


def _end(lines: list[str], end: int) -> int:
    """Where a function ends that goes on to here: indented lines below belong to it, too."""
    last = end
    while last < len(lines) and not MARGIN.match(lines[last]):
        last += 1
    while last > end and (not lines[last - 1].strip() or lines[last - 1].startswith("#")):
        last -= 1
    return last
