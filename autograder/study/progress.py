"""Progress: what the kit remembers of a learner's work in `progress.txt`, one JSON object a line.

    {"time": "2026-11-24T20:15:07+01:00", "event": "terminal", "tasks": {"1.1": {"outcome": ...}}}
    {"time": "2026-11-24T20:16:30+01:00", "event": "hint", "tasks": ["1.2"], "level": 1}

The order of lines does not matter and a repeated line counts once, so files of two machines can be
merged. A line that is cut off is not JSON and is left out. An entry is appended by a single write
and nothing else is changed: a crash costs at most the last line, and two runs at once need no lock.
"""

import codecs
import errno
import json
import os
import textwrap
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.grading.errors import KitError
from autograder.grading.files import write_atomically
from autograder.grading.task_list import kept_name, labelled, parted

if TYPE_CHECKING:
    from autograder.grading.verdict import TaskResult, Verdict

FILE = "progress.txt"
SWITCH = "AUTOGRADER_PROGRESS"
NO = frozenset({"", "0", "false", "no", "off"})
MACHINES = ("CI", "NBGRADER_EXECUTION", "NBGRADER_VALIDATING")
"""Set where no learner is at work: in continuous integration, and where nbgrader runs notebooks."""

HEAD = (
    '{"about": "What the exercise kit remembers of your work. '
    'You may copy, merge, edit or delete this file."}'
)
UTF_16 = frozenset({codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE})  # begins what Windows has joined
RUNS = frozenset({"terminal", "notebook", "watch"})
EVENTS = RUNS | {"hint", "reset", "reveal", "why"}
OPEN = frozenset({"UNDECIDED", "GRADER_ERROR"})
WAIT = "WAIT"
OUTCOMES = frozenset({"PASS", "FIX", "TODO", WAIT}) | OPEN

DAMAGE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    KitError,
)
"""What reading a line raises if the kit has not written it, or a task in it may be one of two."""


@dataclass(frozen=True, slots=True)
class TaskState:
    """What a run found in one task: WAIT if Python could not read the code.

    answer: a digest; another answer has another. clues: each mistake's sentence, cut to a line.
    """

    outcome: str
    points: int
    max_points: int
    mistakes: tuple[str, ...] = ()
    answer: str = ""
    clues: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Event:
    """A run with its records by the label of a task, or another event with its tasks.

    level: of a hint or a question, from 1. is_right: the answer to a question; else None.
    """

    time: datetime
    event: str
    records: Mapping[str, TaskState] = field(default_factory=dict)
    tasks: tuple[str, ...] = ()
    level: int = 0
    is_right: bool | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """All entries, the oldest first; unreadable: how many lines could not be read."""

    entries: tuple[Event, ...] = ()
    unreadable: int = 0


def now() -> datetime:
    """Local time with its distance from UTC, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)


def load(folder: Path) -> Progress:
    """What is remembered in this folder: nothing, if there is no file. Raises OSError."""
    try:
        return parse(_decoded((folder / FILE).read_bytes()))
    except FileNotFoundError:
        return Progress()


def remember(folder: Path, entry: Event) -> str:
    """Append an entry; return "" or a sentence on what went wrong. Raises nothing."""
    try:
        _append(folder / FILE, line_of(entry))
    except OSError as error:
        return not_kept(error)
    return ""


def record(folder: Path, verdict: "Verdict", *, event: str) -> list[str]:
    """Remember a verdict; what to show below it: a problem, or the question about a new pass."""
    from autograder.grading.draw import PUBLIC_SEED
    from autograder.study.questions import at_the_pass

    try:
        if not is_on(os.environ) or verdict.seed != PUBLIC_SEED:
            return []
        run = Event(now(), event, records_of(verdict))
        passes = any(state.outcome == "PASS" for state in run.records.values())
        question = at_the_pass(load(folder), run) if passes else []
        problem = remember(folder, run) if run.records else ""
        return list(filter(None, [problem])) or question
    except Exception as error:  # noqa: BLE001 -- a run must end as it would without a record
        return [not_kept(error)]


def is_on(environment: Mapping[str, str]) -> bool:
    """Whether runs are remembered: not if switched off, nor if a machine runs them."""
    switches = {SWITCH: "on", **dict.fromkeys(MACHINES, ""), **environment}
    on = {name for name in (SWITCH, *MACHINES) if switches[name].strip().lower() not in NO}
    return on == {SWITCH}


def records_of(verdict: "Verdict") -> dict[str, TaskState]:
    """The tasks whose checks all ran; part of a task says nothing about its points."""
    from autograder.grading.spec import all_checks

    wanted = Counter(check.task.label for check in all_checks())
    whole = (task for task in verdict.tasks if len(task.checks) >= wanted[task.task])
    return {task.task: _state(task) for task in whole}


def _state(task: "TaskResult") -> TaskState:
    said = {check.mistake: check.message for check in task.checks if check.mistake}
    most = 400 if task.waits else 70
    clues = {key: textwrap.shorten(clue, most, placeholder=" ...") for key, clue in said.items()}
    # Four digits of a hash, in which the function's place in the file does not count.
    seen = [(check.outcome, check.mistake, check.message, check.returned) for check in task.checks]
    answer = f"{zlib.crc32(repr(seen).encode()) & 0xFFFF:04x}" if task.outcome == "FIX" else ""
    outcome = WAIT if task.waits else str(task.outcome)
    return TaskState(outcome, task.points, task.max_points, tuple(clues), answer, clues)


def not_kept(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return f"(This cannot be remembered in {FILE}: {reason}.)"


def unreadable(progress: Progress) -> str:
    """A sentence on lines that could not be read; empty if there are none."""
    lines = "one line" if progress.unreadable == 1 else f"{progress.unreadable} lines"
    return f"({FILE}: {lines} cannot be read and will be left out.)" if progress.unreadable else ""


def line_of(entry: Event) -> str:
    """The line that `parse` reads."""
    tasks = {
        _kept(task): {name: value for name, value in asdict(state).items() if value or value == 0}
        for task, state in entry.records.items()
    }
    named = tasks or [*map(_kept, entry.tasks)]
    found = {"time": entry.time.isoformat(), "event": entry.event, "tasks": named}
    more = {"level": entry.level or None, "right": entry.is_right}
    return json.dumps(found | {name: value for name, value in more.items() if value is not None})


def _kept(label: str) -> str:
    return kept_name(*parted(label))


def parse(text: str) -> Progress:
    """Read every line that can be read. Objects without an event are comments."""
    entries, unreadable = [], 0
    lines = [line.strip() for line in text.split("\n")]
    for line in reversed(dict.fromkeys(reversed(lines))):  # the last one of a second stays last
        try:
            found = json.loads(line) if line else {}
            if "event" in dict(found):
                entries.append(_entry(found))
        except DAMAGE:
            unreadable += 1
    return Progress(tuple(sorted(entries, key=lambda entry: entry.time)), unreadable)


def _entry(found: dict[str, Any]) -> Event:
    """The event in an entry; may raise DAMAGE."""
    event, tasks, level = found["event"], found["tasks"], found.get("level", 0)
    time = datetime.fromisoformat(found["time"])
    time = time if time.tzinfo else time.astimezone()
    if event not in EVENTS or not tasks or (event in {"hint", "why"}) != (level > 0):
        raise ValueError(event)
    if (event == "why") != isinstance(right := found.get("right"), bool):
        raise ValueError(event)
    if event in RUNS:
        return Event(time, event, {labelled(n): _record(record) for n, record in tasks.items()})
    return Event(time, event, {}, tuple(map(labelled, map(str, tasks))), int(level), right)


def _record(found: dict[str, Any]) -> TaskState:
    """Names that later versions may add are ignored."""
    if found["outcome"] not in OUTCOMES:
        raise ValueError(found["outcome"])
    points, most = int(found["points"]), int(found["max_points"])
    mistakes = tuple(map(str, found.get("mistakes", ())))
    clues = {str(key): str(clue) for key, clue in dict(found.get("clues", {})).items()}
    return TaskState(found["outcome"], points, most, mistakes, str(found.get("answer", "")), clues)


def _append(path: Path, line: str) -> None:
    """Raises OSError."""
    with path.open("a+b", buffering=0) as file:
        file.seek(0)
        start = file.read(2)
        if start:
            file.seek(-1, os.SEEK_END)
        before = "" if file.read(1) == b"\n" else "\n" if start else f"{HEAD}\n"
        data = f"{before}{line}\n".encode()
        if start not in UTF_16 and file.write(data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if start in UTF_16:
        write_atomically(path, f"{_decoded(path.read_bytes())}\n{line}\n")


def _decoded(content: bytes) -> str:
    """The text of a file: UTF-8, or what editors and shells of Windows make of it."""
    return content.decode("utf-16" if content[:2] in UTF_16 else "utf-8-sig", errors="replace")
