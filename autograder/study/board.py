"""
The board: what watch shows, always in the same order.

The table of `pytest autograder`, the points, one next step for the current task, what a key gave,
and last one line with the state and the keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from autograder.grading.prefix import command_prefix
from autograder.grading.screen import (
    TITLE,
    WIDTH,
    closing_notes,
    field,
    finished,
    in_terminal,
    more,
    row,
    step_fields,
    total,
    wrap,
)
from autograder.grading.task import Task
from autograder.grading.verdict import Outcome, TaskResult, Verdict

COLOURS = {"PASS": "32", "FIX": "33", "TODO": "36", "????": "31"}
KEYS = "h hint  n next  p picture  r reset  q quit"
WAITING = "..."


@dataclass(frozen=True, slots=True)
class Board:
    """
    verdict: over the tasks that are judged. tasks: all of them, in order. current: its number.

    answer: what a key gave, in lines. state: of the watch itself. keys: what can be pressed.
    """

    verdict: Verdict
    tasks: tuple[Task, ...]
    current: str
    answer: tuple[str, ...] = ()
    state: str = ""
    keys: str = KEYS
    remarks: tuple[str, ...] = ()

    @property
    def is_finished(self) -> bool:
        return len(self.verdict.tasks) == len(self.tasks) and self.verdict.is_complete


def lines(board: Board) -> list[str]:
    """The whole board; its last line is the state."""
    shown = [f" {TITLE} ".center(WIDTH, "-"), *(f"  {remark}" for remark in board.remarks)]
    judged = {task.task: task for task in board.verdict.tasks}
    shown += [_row(task, judged.get(task.number)) for task in board.tasks]
    shown += ["", f"  {total(board.verdict)}" if len(judged) == len(board.tasks) else ""]
    shown += _step(board, judged)
    if board.answer:
        shown += ["", *board.answer]
    return [*shown, "", state_line(board)]


def state_line(board: Board) -> str:
    return f"{board.state} | {board.keys}" if board.keys else board.state


def coloured(line: str) -> str:
    """The same line, its outcome word coloured; the word itself says all."""
    colour = COLOURS.get(line[2:6].strip())
    return f"{line[:2]}\x1b[{colour}m{line[2:6]}\x1b[0m{line[6:]}" if colour else line


def next_open(board: Board) -> str:
    """The next task after the current one that is not passed; the current one if there is none."""
    numbers = [task.number for task in board.tasks]
    place = numbers.index(board.current) + 1
    passed = {t.task for t in board.verdict.tasks if t.outcome is Outcome.PASS}
    others = [*numbers[place:], *numbers[: place - 1]]
    return next((number for number in others if number not in passed), board.current)


def _row(task: Task, result: TaskResult | None) -> str:
    if result:
        return row(result)
    return f"  {WAITING:<4}  {task.number}  {task.function:<29}{task.title}"


def _step(board: Board, judged: dict[str, TaskResult]) -> Iterator[str]:
    """The one next step."""
    task = next((task for task in board.tasks if task.number == board.current), None)
    if task is None:
        return
    result = judged.get(board.current)
    if board.is_finished:
        for note in closing_notes(board.verdict):
            yield from wrap(f"  {note}", " " * 12)
        yield f"  {finished(in_terminal(command_prefix()), some=False)}"
        yield "  You have finished the exercises."
        return
    yield f"  Next: {task.number} {task.function}"
    if result is None:
        yield "    It is being checked."
    elif result.outcome is Outcome.PASS:
        yield from _passed(board, result)
    else:
        yield from _open(board, result)


def _passed(board: Board, result: TaskResult) -> Iterator[str]:
    """A task that passes stays the current one until its learner goes on."""
    following = next_open(board)
    yield f"    It passes: {result.points} of {result.max_points} points are yours."
    if board.keys:
        yield f"    Press n to go on to {following}."
    else:
        yield f"    Go on with {following}."


def _open(board: Board, result: TaskResult) -> Iterator[str]:
    order = Outcome.GRADER_ERROR, Outcome.UNDECIDED, Outcome.FIX, Outcome.TODO
    step = next(c for o in order for c in result.checks if c.outcome == o)
    for label, text in step_fields(step):
        yield from field(label, text)
    if not board.keys:
        yield from (f"  {line}" for line in more(step, in_terminal(command_prefix())))
