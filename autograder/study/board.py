"""
The board: what watch shows, always in the same order.

The table of `pytest autograder`, the points, one next step for the current task, the answer to a
key, and last one line with the state and the keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from autograder.grading.screen import (
    TITLE,
    WIDTH,
    Paint,
    closing_notes,
    command_prefix,
    field,
    finished,
    in_terminal,
    more,
    next_check,
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

    answer: to a key, in lines. state: of the watch itself. keys: what can be pressed.
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

    @property
    def passed(self) -> frozenset[str]:
        return frozenset(t.task for t in self.verdict.tasks if t.outcome is Outcome.PASS)

    @property
    def next_open(self) -> str:
        """The task after the current one that does not pass; the current one if there is none."""
        numbers = [task.number for task in self.tasks]
        place = numbers.index(self.current) + 1
        others = [*numbers[place:], *numbers[: place - 1]]
        return next((number for number in others if number not in self.passed), self.current)


def lines(board: Board, paint: Paint = unpainted) -> list[str]:
    """The whole board, the outcome words painted; its last line is the state."""
    judged = {task.task: task for task in board.verdict.tasks}
    shown = [f" {TITLE} ".center(WIDTH, "-"), *(f"  {remark}" for remark in board.remarks)]
    shown += [_row(task, judged.get(task.number), paint) for task in board.tasks]
    shown += ["", f"  {total(board.verdict)}" if len(judged) == len(board.tasks) else ""]
    shown += map(plain, _step(board, judged))
    if board.answer:
        shown += ["", *map(plain, board.answer)]
    return [*shown, "", state_line(board)]


def state_line(board: Board) -> str:
    return f"{board.state} | {board.keys}" if board.keys else board.state


def plain(line: str) -> str:
    """A line without characters that would control a terminal."""
    return "".join(char if char.isprintable() else "?" for char in line)


def _row(task: Task, result: TaskResult | None, paint: Paint) -> str:
    if result is None:
        return f"  {WAITING:<4}  {task.number}  {task.function:<29}{task.title}"
    return row(result, paint)


def _step(board: Board, judged: dict[str, TaskResult]) -> Iterator[str]:
    """The one next step."""
    task = next((task for task in board.tasks if task.number == board.current), None)
    if task is None:
        return
    if board.is_finished:
        for note in closing_notes(board.verdict):
            yield from wrap(f"  {note}", " " * 12)
        yield f"  {finished(in_terminal(command_prefix()), some=False)}"
        yield "  You have finished the exercises."
        return
    yield f"  Next: {task.number} {task.function}"
    result = judged.get(board.current)
    if result is None:
        yield "    It is being checked."
    elif result.outcome is Outcome.PASS:
        yield f"    It passes: {result.points} of {result.max_points} points are yours."
        yield f"    {'Press n to go on to' if board.keys else 'Go on with'} {board.next_open}."
    else:
        yield from _open(board, result)


def _open(board: Board, result: TaskResult) -> Iterator[str]:
    step = next_check(Verdict((result,), ""))
    if step is None:
        return
    for one in step_fields(step):
        yield from field(one)
    if not board.keys:
        typed = in_terminal(command_prefix())
        yield from (f"  {label}: {command}" for label, command in more(step, typed))
