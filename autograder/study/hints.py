"""Hints: three for each task, from a question to a puzzle, about the mistake that it has now."""

import os
from collections.abc import Container, Iterator
from contextlib import suppress
from pathlib import Path

from autograder.grading.commands import command_prefix, python
from autograder.grading.errors import KitError
from autograder.grading.files import exercises_in
from autograder.grading.grade import grade
from autograder.grading.hint_page import Page, page_of
from autograder.grading.screen import cut, heading, next_check, wrap
from autograder.grading.task import Task
from autograder.grading.task_list import task_list
from autograder.grading.verdict import CheckResult, TaskResult, Verdict
from autograder.grading.worked import pieces
from autograder.study.progress import WAIT, Event, load, now, remember
from autograder.study.progress_report import UNTRIED, summary_of

RAISED = "Read Python's own words aloud: which name or value in your line are they about?"
GOES_OUT = "Read `Goes out` in the docstring again: where does your result differ from it?"
START = "Start `{python} -i {script}`, or open a new notebook cell, and type:"
IN_A_CELL = "Open a new notebook cell, and type:"
MIXED = (
    "All of these {pieces} but one make up the body of the function. They are in alphabetical "
    "order, without {signs}. Which one does not belong, and in which order do the others stand?"
)
LINES = MIXED.format(pieces="lines", signs="their indentation")
PARTS = MIXED.format(pieces="parts of a line", signs="brackets and commas")
ALL_DONE = "Every core task passed when it was last checked. For a hint, name a task, such as 2.3."


def next_open(folder: Path, numbers: Container[str] | None = None) -> tuple[str, str]:
    """The next task of these or of all, and how that is known. Raises KitError, OSError."""
    plan = (task for task in task_list() if numbers is None or task.label in numbers)
    following = summary_of(load(folder), plan).next_task
    if following is None:
        raise KitError(ALL_DONE)
    number = following.task.label
    return number, f"{number} is next, as of {following.as_of}."


def find_in(folder: Path, task: Task) -> TaskResult | None:
    """What the checks find in the exercises as they are now."""
    try:
        return grade(exercises_in(folder), tasks=[task.label]).tasks[0]
    except KitError:
        return None


def next_hint(
    task: Task, folder: Path, judged: TaskResult | None, level: int | None = None
) -> Iterator[str]:
    """The next hint in lines, after the last one the first again; then what cannot be remembered.

    judged: the task as it is now. level: if it is not to be the next. Raises KitError.
    """
    parts = pieces(task.exercise.name, task.function)
    given, count = 0, 3 if parts else 2
    with suppress(OSError):  # which is said below, where this hint cannot be remembered either
        given = last_level(folder, task.label)
    level = given % count + 1 if level is None else level
    if not 1 <= level <= count:
        raise KitError(f"Task {task.label} has hints 1 to {count}.", exit_code=2)
    page = page_of(task.exercise.name, task.number)
    found = next_check(Verdict((judged,), "")) if judged else None
    if found and found.waits:
        yield f"Before a hint for {task.label}: {heading(found)}. {found.place}"
        yield from (f"    {found.code}", "", *wrap(f"The clue: {found.message}", ""))
        return
    yield from (f"Hint {level} of {count} for {task.label} {task.function}", "")
    if judged and not found:
        yield from (f"It passes now: {judged.points} points are yours. A hint anyway:", "")
    script = f"exercises/{task.exercise.name}.py"
    has_script = (folder / script).exists()
    if Path.cwd().is_relative_to(folder):
        script = os.path.relpath(folder / script)
    start = START.format(python=python(), script=script) if has_script else IN_A_CELL
    shown = question(page, found), experiment(page, start), puzzle(page, found, parts)
    yield from shown[level - 1]
    event = Event(now(), "hint", tasks=(task.label,), level=level)
    yield from filter(None, [remember(folder, event)])


def last_level(folder: Path, number: str) -> int:
    """The last hint for a task since its mistakes changed; 0 if there is none. Raises OSError."""
    level, seen = 0, (UNTRIED.outcome, UNTRIED.mistakes)
    for entry in load(folder).entries:
        state = entry.records.get(number)
        if state and state.outcome != WAIT and seen != (state.outcome, state.mistakes):
            level, seen = 0, (state.outcome, state.mistakes)
        elif entry.event == "hint" and number in entry.tasks:
            level = entry.level
    return level


def question(page: Page, found: CheckResult | None) -> Iterator[str]:
    """The clue again, and the question behind it; without a clue, the question of the task."""
    if found is None or not found.message:
        yield from wrap(page["ask", ""], "")
        return
    said = found.raised and f"Python said: {cut(found.raised, 150)}"
    yield from (*wrap(f"The clue: {found.message}", ""), *wrap(said, ""), "")
    general = RAISED if found.raised else GOES_OUT if found.returned else page["ask", ""]
    yield from wrap(page.get(("ask", found.mistake or ""), general), "")


def experiment(page: Page, start: str) -> Iterator[str]:
    """Lines to type, and what to look at. start: where to type them."""
    yield from wrap(start, "")
    yield from (f"    {line.strip()}" for line in page["try", ""].split("\n"))
    look = page["look", ""].replace("`autograder", f"`{command_prefix()}autograder")
    yield from ("", *wrap(look, ""))


def puzzle(page: Page, found: CheckResult | None, parts: list[str]) -> Iterator[str]:
    """The pieces of the body and one that the learner's own mistake suggests."""
    key = (found.mistake if found else "") or ""
    wrong = page.get(("wrong", key), page["wrong", ""])
    yield from (*wrap(LINES if any(" " in part for part in parts) else PARTS, ""), "")
    for part in sorted([*parts, wrong], key=str.lower):
        yield from wrap(f"    {part}", "      ")
