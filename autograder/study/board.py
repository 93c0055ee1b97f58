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
    Paint,
    closing_notes,
    field,
    finished,
    in_terminal,
    more,
    row,
    step_fields,
    total,
    unpainted,
    wrap,
)
from autograder.grading.task import Task
from autograder.grading.verdict import Outcome, TaskResult, Verdict

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


def lines(board: Board, paint: Paint = unpainted) -> list[str]:
    """The whole board, the outcome words painted; its last line is the state."""
    judged = {task.task: task for task in board.verdict.tasks}
    above = [f" {TITLE} ".center(WIDTH, "-"), *(f"  {remark}" for remark in board.remarks)]
    rows = [_row(task, judged.get(task.number), paint) for task in board.tasks]
    below = ["", f"  {total(board.verdict)}" if len(judged) == len(board.tasks) else ""]
    below += _step(board, judged)
    below += ["", *board.answer] if board.answer else []
    below += ["", state_line(board)]
    return [*map(plain, above), *rows, *map(plain, below)]


def state_line(board: Board) -> str:
    return f"{board.state} | {board.keys}" if board.keys else board.state


def plain(line: str) -> str:
    """A line without characters that would steer a terminal."""
    return "".join(char if char.isprintable() else "?" for char in line)


def next_open(board: Board) -> str:
    """The next task after the current one that is not passed; the current one if there is none."""
    numbers = [task.number for task in board.tasks]
    place = numbers.index(board.current) + 1
    passed = {t.task for t in board.verdict.tasks if t.outcome is Outcome.PASS}
    others = [*numbers[place:], *numbers[: place - 1]]
    return next((number for number in others if number not in passed), board.current)


def _row(task: Task, result: TaskResult | None, paint: Paint) -> str:
    if result:
        return row(result, paint)
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
    for one in step_fields(step):
        yield from field(one)
    if not board.keys:
        typed = in_terminal(command_prefix())
        yield from (f"  {label}: {command}" for label, command in more(step, typed))
