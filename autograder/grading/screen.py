"""The screen: a verdict in some fifteen lines of plain text, at most 80 columns wide.

The order is always the same: the tasks, the points, one next step. Words carry the meaning (PASS,
FIX, TODO); the caller may paint them.
"""

import re
import shutil
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from autograder.grading.commands import command_prefix, pytest_command
from autograder.grading.shared import by_identity
from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict

WIDTH = 80
NARROW, LEAST = 50, 20
"""Columns below which the table has two lines a task, and below which a width is not believed."""
FUNCTION, NAMED = 29, 55
"""Columns for the name of a function, and for that with the title of its task."""
UNREAD = "what Python cannot read"
DRAWN_IN = "FIX for {tasks} may come from {task}: finish {task} first."
LEFT_OUT = "Not checked here: {tasks}. If your {task} depends on that, look there first."
FINISHED = "All public {core}checks pass. Your instructor may run more, with other numbers."

HALF_FIRST, HALF_LAST = re.compile(r"^\S{0,16} "), re.compile(r" \S{0,16}$")
"""What a cut may leave of a word."""


class Look(NamedTuple):
    """How an outcome is shown: its word in the table, its colour, its letter while checks run."""

    word: str
    colour: str
    letter: str


WAITS = Look("WAIT", "cyan", "-")
"""A task whose file Python cannot read: nothing is known of it, and nothing is lost."""

LOOKS: dict[str, Look] = {
    Outcome.PASS: Look("PASS", "green", "."),
    Outcome.FIX: Look("FIX", "yellow", "x"),
    Outcome.TODO: Look("TODO", "cyan", "-"),
    Outcome.UNDECIDED: Look("????", "red", "?"),
    Outcome.GRADER_ERROR: Look("????", "red", "E"),
}

SEVERITY: dict[str, int] = {outcome: place for place, outcome in enumerate(Outcome)}

Paint = Callable[[str, str], str]
"""Gives a text the colour of that name."""


def unpainted(_: str, text: str) -> str:
    return text


class Field(NamedTuple):
    """One thing to say about the next step. is_code: a call or a value, as Python writes it."""

    label: str
    text: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """What a learner types to go on; `{task}` and `{name}` of the check are filled in.

    everything: to check all tasks. hint: for a hint. case: to see a call whole, may be empty.
    traceback: for a fault of ours, may be empty. finished: the sentence for somebody who is done;
    `{core}` is filled in if a bonus is open.
    """

    everything: str
    hint: str
    case: str = ""
    traceback: str = ""
    finished: str = FINISHED


def in_terminal(prefix: str = "", checks: str = "pytest autograder") -> Typed:
    """Commands for a shell. prefix: what starts a command here. checks: what runs them all."""
    return Typed(
        checks,
        f"{prefix}autograder hint {{task}}",
        f"{prefix}autograder case {{task}}",
        f"{checks} --tb=short -k {{name}}",
        f"{FINISHED} To hand in: {prefix}autograder pack",
    )


def in_this_terminal() -> Typed:
    """Commands for the shell that this process was started from."""
    return in_terminal(command_prefix(), pytest_command())


IN_NOTEBOOK = Typed("check()", 'hint("{task}")', "!autograder case {task}")


def screen(
    verdict: Verdict,
    typed: Typed | None = None,
    *,
    some: bool = False,
    paint: Paint = unpainted,
    width: int = WIDTH,
) -> list[str]:
    """The lines below the heading. some: not all checks were run. paint: for the outcome words."""
    typed = typed or in_terminal()
    above = headings([(task.exercise, task.task) for task in verdict.tasks])
    lines, others = list[str](), folded(verdict)
    for head, task in zip(above, verdict.tasks, strict=True):
        lines += head
        if task.task in others:
            alike = others[task.task]
            lines += row(task, paint, width, alike) if alike else _row_of(task, paint, width)
    lines += wrap(f"  {total(verdict)}", "  ", width)
    for note in notes_on(verdict):
        lines += wrap(f"  {note}", " " * 12, width)
    step = next_check(verdict)
    if verdict.is_complete:
        lines += wrap(f"  {finished(verdict, typed, some)}", "  ", width)
    if step is None:
        return lines
    lines += _next(step, width)
    for one in step_fields(step):
        lines += field(one, width)
    lines += wrap(f"  {drawn_in(verdict, step)}", "  ", width)
    for label, command in more(step, typed):
        lines += wrap(f"  {label} {command}", "    ", width)
    return lines


@by_identity
def next_check(verdict: Verdict) -> CheckResult | None:
    """The one next step: the first check with open points, else the first FIX, else TODO.

    Where other checks of the task found the same, the first whose call can be shown whole. A bonus
    comes after the core, and one that was not begun is a step only where nothing else was asked.
    """
    first = _worst(verdict.core) or _worst(
        task for task in verdict.tasks if not verdict.core or task.outcome is not Outcome.TODO
    )
    if first is None or not first.is_cut:
        return first
    found = first.task, first.outcome, first.mistake or first.message
    alike = (c for c in verdict.checks if found == (c.task, c.outcome, c.mistake or c.message))
    return min(alike, key=lambda c: c.is_cut or not c.asked)


def _worst(tasks: Iterable[TaskResult]) -> CheckResult | None:
    left = [check for check in map(_worst_in, tasks) if check]
    return max(left, key=lambda one: SEVERITY[one.outcome], default=None)


@by_identity
def _worst_in(task: TaskResult) -> CheckResult | None:
    left = (check for check in task.checks if check.outcome != Outcome.PASS)
    return max(left, key=lambda one: SEVERITY[one.outcome], default=None)


def drawn_in(verdict: Verdict, step: CheckResult) -> str:
    """Which later tasks may fail over this step alone, or over what it uses, as a sentence."""
    if step.outcome != Outcome.FIX or step.waits:
        return ""
    known = {task.task: task for task in verdict.tasks}
    if unknown := [one for one in known[step.task].uses if one not in known]:
        return LEFT_OUT.format(task=step.task, tasks=listed(unknown))
    fixes = (task for task in verdict.tasks if task.outcome is Outcome.FIX)
    named = [task.task for task in fixes if step.task in task.uses]
    return DRAWN_IN.format(tasks=listed(named), task=step.task) if named else ""


def points_of(task: TaskResult) -> str:
    """`4/8`; `?/8` while points are open, `-/8` while nothing can be said; `+4/8` of a bonus."""
    if task.waits or task.open_points:
        return f"{'-' if task.waits else '?'}/{task.max_points}"
    return f"{'+' if task.is_bonus else ''}{task.points}/{task.max_points}"


def look_of(task: TaskResult) -> Look:
    return WAITS if task.waits else LOOKS[task.outcome]


def heading(step: CheckResult) -> str:
    """What to do next, in a few words."""
    return UNREAD if step.waits else f"{step.task} {step.function}"


def total(verdict: Verdict) -> str:
    """The points and the number of finished tasks, as sentences."""
    if verdict.tasks and not verdict.core:
        most = sum(task.max_points for task in verdict.tasks)
        return f"{verdict.bonus} of {counted(most, 'bonus point')}."
    done = sum(task.outcome is Outcome.PASS for task in verdict.core)
    text = f"{sum_of(verdict)}. {done} of {counted(len(verdict.core), 'task')} done."
    waiting = sum(task.worth for task in verdict.tasks if task.waits)
    text += f" {counted(waiting, 'point')} wait until Python can read on." if waiting else ""
    return text + (f" {counted(verdict.open_points, 'point')} open." if verdict.open_points else "")


def sum_of(verdict: Verdict) -> str:
    """`100 of 100 points +12 bonus`."""
    most = counted(verdict.max_points, "point")
    return f"{verdict.points} of {most}{bonus_text(verdict.bonus)}"


def bonus_text(bonus: float) -> str:
    """` +12 bonus`, to follow the points of the core; nothing where there is none."""
    return f" +{bonus:g} bonus" if bonus else ""


def listed(names: Sequence[str], most: int | None = None) -> str:
    """Names as a sentence has them: `a, b and c`, or `a, b and 7 more`."""
    if most and len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def counted(number: int, noun: str, nouns: str = "") -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {nouns or f'{noun}s'}"


def all_fields(step: CheckResult) -> list[Field]:
    """Where to look, and what there is to say about the next step."""
    code = Field("your line", cut(step.code, WIDTH - 20), is_code=True)
    return [one for one in (Field("where", step.place), code) if one.text] + step_fields(step)


def step_fields(step: CheckResult) -> list[Field]:
    """What there is to say about the next step, in order."""
    if step.outcome == Outcome.TODO:
        stub = step.code if step.code.endswith("...") else "raise NotImplementedError"
        todo = f"Write {step.function}: replace its `{stub}` line."
        fields = [Field("to do", step.message or todo)]
    else:
        fields = [
            Field("we called", step.asked, is_code=True),
            Field("we check", "" if step.asked or step.waits else step.title),
            Field("it returned", step.returned, is_code=True),
            Field("Python said", cut(step.raised, 3 * (WIDTH - 24), end=0.65), is_code=True),
            Field("clue", step.message),
        ]
    if step.left_out:
        fields.append(Field("left out", step.left_out.message))
    return [one for one in fields if one.text]


def _next(step: CheckResult, width: int) -> Iterator[str]:
    """What to do next, where, and the line of code there."""
    head = f"  Next: {heading(step)}"
    if len(head) + len(step.place) < width - 2:
        yield f"{head}   {step.place}".rstrip()
    else:
        yield from (*wrap(head, "    ", width), *wrap(f"    {step.place}", "    ", width))
    if step.code:
        yield f"      {cut(step.code, width - 8)}"


def cut(text: str, width: int, end: float = 1 / 3) -> str:
    """At most so many characters, words left out of the middle. end: the share kept of the end."""
    if len(text) <= width:
        return text
    keep = width - len(" ... ")
    last = round(keep * end)
    return f"{HALF_LAST.sub('', text[: keep - last])} ... {HALF_FIRST.sub('', text[-last:])}"


def more(step: CheckResult, typed: Typed) -> Iterator[tuple[str, str]]:
    """What to type to go on with the next step: labels and commands."""
    if step.waits:
        return
    if step.is_cut and typed.case:
        yield "Whole call:", typed.case.format(task=step.task)
    if step.points is not None:
        yield "Stuck?", typed.hint.format(task=step.task)
    elif typed.traceback:
        yield "Traceback:", typed.traceback.format(name=step.name)


def notes_on(verdict: Verdict) -> list[str]:
    """The notes on tasks that pass, each once, with the first task that it is about."""
    notes: dict[str, str] = {}
    for task in verdict.tasks:
        for note in _remarks_on(task) if task.outcome is Outcome.PASS else ():
            notes.setdefault(note, f"Note {task.task}: {note}")
    return [*notes.values()]


@by_identity
def _remarks_on(task: TaskResult) -> Sequence[str]:
    return [note for check in task.checks for note in check.remarks]


def finished(verdict: Verdict, typed: Typed, some: bool) -> str:
    """The sentence for somebody who is done, perhaps with a bonus still open."""
    is_all = all(task.outcome is Outcome.PASS for task in verdict.tasks)
    core = "" if is_all else "core "
    if some:
        return f"All {core}checks above pass. Run {typed.everything} to see every task."
    return typed.finished.format(core=core)


def headings(tasks: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The lines above the row of each task: its exercise, if two of them share a number.

    tasks: the exercise and the label of each.
    """
    before = ["", *(exercise for exercise, _ in tasks)]
    is_shared = any(" " in label for _, label in tasks)
    return [
        [f"  {exercise}"] if is_shared and exercise != last else []
        for (exercise, _), last in zip(tasks, before, strict=False)
    ]


def folded(verdict: Verdict) -> dict[str, Sequence[TaskResult]]:
    """
    The tasks that have a line, each with those that share it: one line is enough for the bonus
    tasks of an exercise that were not begun.
    """
    lines: dict[str, Sequence[TaskResult]] = {}
    idle: dict[str, list[TaskResult]] = {}
    for task in verdict.tasks:
        if not (task.is_bonus and task.outcome is Outcome.TODO):
            lines[task.task] = ()
        elif task.exercise in idle:
            idle[task.exercise].append(task)
        else:
            lines[task.task] = idle[task.exercise] = []
    return lines


def row(
    task: TaskResult,
    paint: Paint = unpainted,
    width: int = WIDTH,
    others: Sequence[TaskResult] = (),
) -> list[str]:
    """
    The line of the table for one task; without its title, or in two, where that does not fit.

    others: bonus tasks that share the line.
    """
    word, colour, _ = look_of(task)
    shown, title, points = paint(colour, f"{word:<4}"), task.title, points_of(task)
    if others:
        title = f"and {counted(len(others), 'more bonus task')}"
        points = f"+0/{sum(one.max_points for one in (task, *others))}"
    return cells((shown, task.number, task.checks[0].function, title, points), width)


@by_identity
def _row_of(task: TaskResult, paint: Paint, width: int) -> list[str]:
    return row(task, paint, width)


def cells(texts: tuple[str, str, str, str, str], width: int = WIDTH) -> list[str]:
    """A row of outcome, number, function, title and points.

    A narrow one has no title; below that, the function has a line of its own.
    """
    word, number, function, title, points = texts
    earned, slash, most = points.partition("/")
    points = f"{earned:>3}{slash}{most}"
    if width >= WIDTH:
        return [
            f"  {word}  {number}  {f'{function:<{FUNCTION}}{title}':<{NAMED}} {points}".rstrip()
        ]
    if width >= NARROW:
        return [f"  {word}  {number}  {function:<{FUNCTION - 2}}  {points}".rstrip()]
    return [f"  {word}  {number}  {points}".rstrip(), f"    {function}"]


def field(one: Field, width: int = WIDTH) -> list[str]:
    """`    label        : text`, wrapped under its text; in a narrow terminal, under its label."""
    start = f"    {one.label:<12} : " if width >= NARROW else f"  {one.label}: "
    return wrap(start + one.text, " " * (len(start) if width >= NARROW else 4), width)


def wrap(text: str, indent: str, width: int = WIDTH) -> list[str]:
    return [*_wrapped(text, indent, width)]


@lru_cache(1000)  # a class hears the same sentences over and over
def _wrapped(text: str, indent: str, width: int) -> list[str]:
    return textwrap.wrap(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def terminal_width() -> int:
    """Columns for text: those of a narrow terminal, else the usual ones."""
    columns = shutil.get_terminal_size((WIDTH, 24)).columns
    return min(WIDTH, columns if columns >= LEAST else WIDTH)
