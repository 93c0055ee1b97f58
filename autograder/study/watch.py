"""Watch: grades at every save, answers keys with the learner's other tools, and shows the board.

Saves, keys and messages of workers come from threads of their own, and are handled one by one.
"""

import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from autograder.grading.errors import KitError
from autograder.grading.screen import next_check
from autograder.grading.task import Task
from autograder.grading.verdict import TaskResult, Verdict
from autograder.study.display import KEYS, Board, Display
from autograder.study.events import INTERRUPT, REDRAW
from autograder.study.hints import next_hint
from autograder.study.progress import record
from autograder.study.reset import reset
from autograder.study.scheduler import Scheduler
from autograder.study.worker_pool import PATIENCE, Received, kit_environment

LOOK = 0.5  # seconds between two looks at the clock; on Windows, Ctrl-C is noticed then
SECONDS = 60.0
MOST_LINES = 24
TOO_LONG = "This took more than a minute and was stopped. Does your function have an endless loop?"


@dataclass(frozen=True, slots=True)
class Saved:
    """A file was written."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key was pressed."""

    key: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What a key had started is done."""

    lines: tuple[str, ...]


Event = Saved | Pressed | Answered | Received
Post = Callable[[tuple[str, ...]], object]


class SubprocessJob:
    """Runs `autograder` with these arguments in a folder, and posts the lines that it prints."""

    def __init__(self, arguments: Sequence[str], folder: Path, post: Post) -> None:
        self._post = post
        self._is_over = False
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "autograder", *arguments],
            cwd=folder,
            env=kit_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        self._thread = threading.Thread(target=self._wait, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End it; a window that it has opened stays."""
        self._is_over = True
        self._process.kill()
        self._thread.join(PATIENCE)

    def _wait(self) -> None:
        try:
            output, _ = self._process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
            output = TOO_LONG
        lines = output.rstrip().removeprefix("autograder: ").splitlines()
        if not self._is_over:
            self._post(tuple(lines[:MOST_LINES]))


@dataclass(slots=True)
class Tools:
    """Each returns lines to show; those of a picture are posted when it is drawn."""

    root: Path
    path: Path
    post: Post
    stack: ExitStack
    job: SubprocessJob | None = None

    @property
    def is_own(self) -> bool:
        return self.path.resolve() == (self.root / "exercises").resolve()

    def hint(self, task: Task, judged: TaskResult | None) -> Iterable[str]:
        return next_hint(task, self.root, judged)

    def picture(self, task: Task) -> Iterable[str]:
        arguments = ["plot", task.label, "--submission", str(self.path.resolve())]
        self.forget()
        self.job = SubprocessJob(arguments, self.root, self.post)
        self.stack.callback(self.job.close)
        return [f"Drawing {task.label} ..."]

    def forget(self) -> None:
        """End a picture that is being drawn."""
        if self.job is not None:
            self.job.close()
            self.job = None

    def reset(self, task: Task) -> Iterable[str]:
        if not self.is_own:
            return [f"Only tasks in exercises/ can be put back, and this is {self.path}."]
        try:
            return reset(self.root, task.label)
        except (KitError, OSError) as error:
            return [str(error)]

    def record(self, verdict: Verdict) -> Iterable[str]:
        return record(self.root, verdict, event="watch") if self.is_own else []


@dataclass
class Watch:
    """The watch, from the first verdict to `q`.

    keys: what can be pressed; empty where nobody can. once: stop after the first verdict.
    """

    scheduler: Scheduler
    display: Display
    events: queue.SimpleQueue[Event]
    tools: Tools
    keys: str = KEYS
    once: bool = False

    def __post_init__(self) -> None:
        self._is_open = True
        self._is_waiting = self._awaits_current = self._was_reset = False
        self._asked_reset: Task | None = None  # the task that `y` puts back
        self._found: TaskResult | None = None  # what the newest verdict says of the current task
        self._board = Board(self.scheduler.verdict, self.scheduler.tasks, "", keys=self.keys)

    def run(self) -> bool:
        """Watch until `q`; whether everything passed in the end. Raises KeyboardInterrupt."""
        self._grade()
        while self._is_open:
            left = self.scheduler.deadline - time.monotonic()
            try:
                event = self.events.get(timeout=max(0.0, min(LOOK, left)))
            except queue.Empty:
                self._graded(self.scheduler.check_deadline())
            else:
                self._handle(event)
        return self._board.is_finished

    def _handle(self, event: Event) -> None:
        match event:
            case Saved() if self.scheduler.has_changed:
                self._grade()
            case Received():
                self._graded(self.scheduler.receive(event))
            case Answered(lines=lines):
                self._answer(lines)
            case Pressed(key=key):
                self._press(key)

    def _grade(self) -> None:
        """Start grading what is there now; a picture of what was there before is not waited for."""
        self.tools.forget()
        board = self._board
        if not board.keys and board.current in board.passed and not board.is_finished:
            self._set(current=board.next_open)
        scheduler, current = self.scheduler, self._board.current
        try:
            scheduler.begin(current)
        except KitError as error:
            self._is_waiting = True
            self._is_open = not self.once
            self._answer([str(error)], state="waiting for a save")
            return
        if self._is_waiting:
            self._is_waiting = False
            self._set(answer=())
        self._awaits_current = current in scheduler.pending
        self._set(state=f"{_clock()} checking", tasks=scheduler.tasks, remarks=scheduler.remarks)
        self.display.refresh(self._board)

    def _graded(self, is_news: bool) -> None:
        """Show the current task as soon as it is judged, and the rest when all is."""
        scheduler = self.scheduler
        if is_news and scheduler.is_over and scheduler.is_outdated:
            self._grade()
        elif is_news and scheduler.is_over:
            self._finish()
        elif is_news and self._awaits_current and self._board.current not in scheduler.pending:
            self._awaits_current = False
            self._judged(scheduler.verdict)
            self.display.refresh(self._board)

    def _judged(self, verdict: Verdict) -> None:
        """A newer verdict: what an earlier key has shown stays only beside the same finding."""
        before, self._found = self._found, self._result(verdict)
        self._set(verdict=verdict)
        if self._was_reset:
            self._was_reset = False  # where the work is kept is said beside what was put back
        elif before != self._found or not self.display.fits(self._board):
            self._set(answer=())

    def _result(self, verdict: Verdict) -> TaskResult | None:
        """What is known of the current task."""
        return next((one for one in verdict.tasks if one.task == self._board.current), None)

    def _finish(self) -> None:
        verdict, took = self.scheduler.verdict, self.scheduler.took
        if not self._board.current:
            step = next_check(verdict)
            self._set(current=step.task if step else self.scheduler.tasks[0].label)
        self._set(state=f"{_clock()} checked in {took:.2f} s")
        self._judged(verdict)
        if self._board.current in self._board.passed:
            self._set(answer=())
        remarks = self.tools.record(verdict)
        self._set(answer=tuple(dict.fromkeys((*self._board.answer, *remarks))))
        self.display.show(self._board)
        self._is_open = not self.once
        if self._is_open:
            self.scheduler.prepare()

    def _press(self, key: str) -> None:
        if key == INTERRUPT:
            raise KeyboardInterrupt
        if key == REDRAW:
            self.display.show(self._board)
        elif task := self._asked_reset:
            self._asked_reset = None
            self._was_reset = key == "y"
            self._answer(self.tools.reset(task) if key == "y" else ["Nothing was reset."])
        elif key == "q":
            self._is_open = False
        elif task := self._board.task:
            self._use(key, task)
        else:
            self._answer(["The first verdict is on its way."])

    def _use(self, key: str, task: Task) -> None:
        """What the keys do to the current task."""
        if key == "h":
            self._answer(self.tools.hint(task, self._result(self._board.verdict)))
        elif key == "n":
            self._go_on()
        elif key == "p":
            self._answer(self.tools.picture(task))
        elif key == "r":
            self._asked_reset = task
            question = f"Put {task.label} {task.function} back as it was shipped? A copy is kept."
            self._answer([question, "Press y for yes, any other key for no."])
        elif key.isprintable() and key.strip():
            self._answer([f"Keys: {KEYS.replace('  ', ', ')}."])

    def _go_on(self) -> None:
        board, following = self._board, self._board.next_open
        stays = "Every task passes." if board.is_at_rest else "There is no other open task."
        self._set(current=following, answer=(stays,) if following == board.current else ())
        self._found = self._result(board.verdict)
        self.display.show(self._board)

    def _answer(self, lines: Iterable[str], state: str = "") -> None:
        self._set(answer=tuple(lines), state=state or self._board.state)
        self.display.answer(self._board)

    def _set(self, **changes: object) -> None:
        self._board = replace(self._board, **changes)  # type: ignore[arg-type]


def _clock() -> str:
    return f"{datetime.now():%H:%M:%S}"  # noqa: DTZ005 -- the time on the learner's wall clock
