"""Resets a task or a whole exercise to what was shipped, and keeps the work beside it."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.grading.errors import KitError
from autograder.grading.files import shipped_stub, write_atomically
from autograder.grading.notebook_cells import ENDING as NOTEBOOK
from autograder.grading.submission import SCRIPT
from autograder.study.advice import file_of
from autograder.study.progress import Event, now, remember
from autograder.study.source_edit import definition_in, with_definition
from autograder.study.task_list import PACKAGE, TaskInfo, task_list


@dataclass(frozen=True, slots=True)
class Reset:
    """What was done, and where the work was copied; None if there was no work."""

    sentence: str
    backup: Path | None = None
    remark: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.sentence, self.remark)))


def reset(root: Path, name: str) -> Reset:
    """
    Put back a task ("2.3" or its function) or an exercise ("day4_ex2") of the project at `root`.

    Of a script and its notebook, the one that is graded is reset, unless the name ends in .py or
    .ipynb. Raises KitError, OSError.
    """
    tasks = _meant(name, task_list())
    exercise, first = tasks[0].exercise, tasks[0]
    is_whole = exercise == Path(name).stem
    path = file_of(root, exercise)
    if is_whole and Path(name).suffix:
        path = path.with_suffix(Path(name).suffix)
    what = "the exercise" if is_whole else f"{first.number} {first.function}"
    shown = path.relative_to(root).as_posix()
    old = path.read_bytes() if path.exists() else b""
    new = _original(exercise, path.suffix)
    if not is_whole:
        new = _with_stub(shown, old, first.function, new)
    if new.encode() == old:
        return Reset(f"{shown}: {what} is already as it was shipped; nothing was changed.")
    backup = keep(path, old) if old else None
    write_atomically(path, new)
    remark = remember(root, Event(now(), "reset", tasks=tuple(task.number for task in tasks)))
    kept = f" Your work is kept in {backup.relative_to(root).as_posix()}." if backup else ""
    kept += " If Jupyter has it open, reload it there." if path.suffix == NOTEBOOK else ""
    return Reset(f"{shown}: {what} is back as it was shipped.{kept}", backup, remark)


def keep(path: Path, content: bytes, when: datetime | None = None) -> Path:
    """Write a copy beside a file, under an unused name with the time. Raises OSError."""
    kind = "-notebook" if path.suffix == NOTEBOOK else ""
    stem = f"{path.stem}{kind}.backup-{when or now():%Y%m%d-%H%M%S}"
    for again in ("", *(f"-{number}" for number in range(2, 10_000))):
        with suppress(FileExistsError):
            copy = path.with_name(f"{stem}{again}.txt")
            with copy.open("xb") as file:
                file.write(content)
            return copy
    raise FileExistsError(f"{path.parent} holds too many copies of {path.name}")


def _with_stub(shown: str, old: bytes, function: str, shipped: str) -> str:
    """A file with one function as it was shipped. Raises KitError if it is not found."""
    change = _in_notebook if shown.endswith(NOTEBOOK) else _in_script
    try:
        new, problem = change(old.decode(), function, shipped), "does not define this function"
    except ValueError:
        new, problem = None, "cannot be read"
    if new is None:
        whole = f"reset all of it: autograder reset {Path(shown).name} (a copy is kept)."
        raise KitError(f"{shown} {problem}; {whole}")
    return new


def _in_script(text: str, function: str, shipped: str) -> str | None:
    return with_definition(text, function, definition_in(shipped, function))


def _in_notebook(text: str, function: str, shipped: str) -> str | None:
    """The cells keep everything but the function; their outputs are removed."""
    stub = definition_in("\n".join(map(_source, _code(json.loads(shipped)))), function)
    notebook = json.loads(text)
    found = [_reset_cell(cell, function, stub) for cell in _code(notebook)]
    return json.dumps(notebook, indent=1, sort_keys=True) + "\n" if any(found) else None


def _reset_cell(cell: dict[str, Any], function: str, stub: list[str]) -> bool:
    new = with_definition(_source(cell), function, stub)
    if new is not None:
        cell |= {"source": new.splitlines(keepends=True), "outputs": [], "execution_count": None}
    return new is not None


def _code(notebook: Any) -> list[dict[str, Any]]:
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    cells = cells if isinstance(cells, list) else []
    return [cell for cell in cells if isinstance(cell, dict) and cell.get("cell_type") == "code"]


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _meant(name: str, tasks: tuple[TaskInfo, ...]) -> tuple[TaskInfo, ...]:
    """The task of that number or function, or all tasks of that exercise."""
    stem = Path(name).stem if Path(name).suffix in {"", SCRIPT, NOTEBOOK} else ""
    meant = tuple(task for task in tasks if name in {task.number, task.function})
    meant = meant or tuple(task for task in tasks if task.exercise == stem)
    if not meant:
        numbers = ", ".join(task.number for task in tasks)
        exercises = " and ".join(dict.fromkeys(task.exercise for task in tasks))
        text = f"the tasks are {numbers}, the exercises {exercises}."
        raise KitError(f"There is no task or exercise {name!a}; {text}", exit_code=2)
    return meant


def _original(exercise: str, ending: str) -> str:
    path = shipped_stub(PACKAGE, exercise, ending)
    try:
        return path.read_bytes().decode()
    except (OSError, ValueError):
        raise KitError(
            f"This copy of the kit lacks {path.name}, the exercise as it was shipped; "
            "install the kit again."
        ) from None
