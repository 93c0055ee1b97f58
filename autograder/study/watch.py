"""
Watch: saves are graded as they come, keys are answered, the board tells how things stand.

One loop, one queue: saves, keys and what examiners say arrive as events, each from a thread of its
own, and are dealt with one by one.
"""

from __future__ import annotations

import queue
import textwrap
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from autograder.grading.screen import WIDTH, next_check
from autograder.grading.submission import SubmissionError
from autograder.grading.task import Task
from autograder.grading.verdict import Outcome, Verdict
from autograder.study.board import KEYS, Board, next_open
from autograder.study.display import Display
from autograder.study.events import Answered, Event, Pressed, Saved
from autograder.study.keyboard import INTERRUPT, REDRAW
from autograder.study.scheduler import Marking
from autograder.study.worker_pool import Heard

PATIENCE = 0.5
"""Seconds between two looks at the clock; on Windows, Ctrl-C is noticed then."""

TEN = 10.0
NO_KEY = "Keys: " + KEYS.replace("  ", ", ") + "."
WAIT = "The first verdict is on its way."
UNCHANGED = "Nothing was reset."


@dataclass(frozen=True, slots=True)
class Tools:
    """
    What the keys do, and where verdicts go.

    hint: the next hint of a task. picture: starts to draw; what comes of it is posted as Answered.
    reset: puts a task back. record: remembers a verdict. Each returns lines to show.
    """

    hint: Callable[[Task], Iterable[str]]
    picture: Callable[[Task], Iterable[str]]
    reset: Callable[[Task], Iterable[str]]
    record: Callable[[Verdict], Iterable[str]]


class Watch:
    """
    events: all that happens. keys: what can be pressed; empty where nobody can.

    once: stop after the first verdict.
    """

    def __init__(  # noqa: PLR0913 -- each one is a side of the house that watch looks out of
        self,
        marking: Marking,
        display: Display,
        events: queue.SimpleQueue[Event],
        tools: Tools,
        *,
        keys: str = KEYS,
        once: bool = False,
    ) -> None:
        self._marking = marking
        self._display = display
        self._events = events
        self._tools = tools
        self._once = once
        self._asks = False
        self._is_over = False
        self._is_open = True
        self._is_empty = False
        self._awaits = False
        self._board = Board(marking.verdict, marking.tasks, "", keys=keys)

    @property
    def is_finished(self) -> bool:
        """Whether the last verdict was that everything passes."""
        return self._board.is_finished

    def run(self) -> None:
        """Watch until `q`. Raises KeyboardInterrupt."""
        self._grade()
        while self._is_open:
            try:
                event = self._events.get(timeout=self._patience())
            except queue.Empty:
                self._noted(self._marking.look_after())
            else:
                self._take(event)

    def _take(self, event: Event) -> None:
        match event:
            case Saved(remark=remark):
                self._answer([remark] if remark else self._board.answer, show=False)
                self._grade()
            case Heard():
                self._noted(self._marking.hear(event))
            case Answered(lines=lines):
                self._answer(wrapped(lines))
            case Pressed(key=key):
                self._press(key)

    def _patience(self) -> float:
        return max(0.0, min(PATIENCE, self._marking.deadline - time.monotonic()))

    def _grade(self) -> None:
        """Start grading what is there now."""
        self._is_over = False
        if not self._board.keys and self._is_passed():
            self._set(current=next_open(self._board))
        try:
            self._marking.begin(self._board.current)
        except SubmissionError as error:
            self._is_empty = True
            self._is_open = not self._once
            self._answer(wrapped([str(error)]), state="waiting for a save")
            return
        if self._is_empty:
            self._is_empty = False
            self._set(answer=())
        self._awaits = self._board.current in self._marking.pending
        state, marking = f"{_clock()} checking", self._marking
        self._set(state=state, tasks=marking.tasks, remarks=marking.remarks)
        if self._marking.is_over:
            self._finish()
        elif self._board.current or not self._display.redraws:
            self._display.state(self._board)
        else:
            self._display.show(self._board)

    def _noted(self, is_news: bool) -> None:
        """Show the current task as soon as it is judged, and the rest when all is."""
        if not is_news:
            return
        if self._marking.is_over:
            self._finish()
        elif self._awaits and self._board.current not in self._marking.pending:
            self._awaits = False
            self._set(verdict=self._marking.verdict)
            if self._display.redraws:
                self._display.show(self._board)

    def _finish(self) -> None:
        if self._is_over:
            return
        if self._marking.is_outdated():
            self._grade()
            return
        self._is_over = True
        marking, verdict = self._marking, self._marking.verdict
        self._set(verdict=verdict, state=self._told())
        if not self._board.current:
            step = next_check(verdict)
            self._set(current=step.task if step else marking.tasks[0].number)
        if self._is_passed():
            self._set(answer=())
        remembered = tuple(self._tools.record(verdict))
        self._set(answer=(*self._board.answer, *remembered))
        self._display.show(self._board)
        self._is_open = not self._once

    def _told(self) -> str:
        """The state after a verdict, short enough to stand beside the keys."""
        marking = self._marking
        graded = len(marking.tasks) - marking.kept
        digits = 2 if marking.took < TEN else 0
        return f"{_clock()} {graded} checked, {marking.kept} kept, {marking.took:.{digits}f} s"

    def _is_passed(self) -> bool:
        """Whether the current task passes."""
        passed = {t.task for t in self._board.verdict.tasks if t.outcome is Outcome.PASS}
        return self._board.current in passed

    def _press(self, key: str) -> None:
        if key == INTERRUPT:
            raise KeyboardInterrupt
        if key == REDRAW:
            self._display.show(self._board)
        elif self._asks:
            self._decided(key)
        elif key == "q":
            self._is_open = False
        elif self._board.current:
            self._act(key)
        else:
            self._answer([WAIT])

    def _act(self, key: str) -> None:
        """What the keys do to the current task."""
        task = self._current()
        if key == "h":
            self._answer(wrapped([f"Hint for {task.number}:", *self._tools.hint(task)]))
        elif key == "n":
            self._go_on()
        elif key == "p":
            self._answer(wrapped(self._tools.picture(task)))
        elif key == "r":
            self._ask(task)
        elif key.isprintable() and key.strip():
            self._answer([NO_KEY])

    def _go_on(self) -> None:
        following = next_open(self._board)
        stays = following == self._board.current
        self._set(current=following, answer=(_nowhere(self._board),) if stays else ())
        self._display.show(self._board)

    def _ask(self, task: Task) -> None:
        self._asks = True
        question = f"Put {task.number} {task.function} back as it was shipped? A copy is kept."
        self._answer([question, "Press y for yes, any other key for no."])

    def _decided(self, key: str) -> None:
        self._asks = False
        said = self._tools.reset(self._current()) if key == "y" else [UNCHANGED]
        self._answer(wrapped(said))

    def _current(self) -> Task:
        return next(t for t in self._board.tasks if t.number == self._board.current)

    def _answer(self, lines: Iterable[str], *, show: bool = True, state: str = "") -> None:
        self._set(answer=tuple(lines), state=state or self._board.state)
        if show:
            self._display.answer(self._board)

    def _set(self, **changes: object) -> None:
        self._board = replace(self._board, **changes)  # type: ignore[arg-type]


def wrapped(lines: Iterable[str]) -> tuple[str, ...]:
    """Sentences in 80 columns; what fits already stays as it is."""
    return tuple(
        part
        for line in lines
        for part in (textwrap.wrap(line, WIDTH) if len(line) > WIDTH else [line])
    )


def _nowhere(board: Board) -> str:
    return "There is no other open task." if not board.is_finished else "Every task passes."


def _clock() -> str:
    return f"{datetime.now():%H:%M:%S}"  # noqa: DTZ005 -- local time, as on their wall
