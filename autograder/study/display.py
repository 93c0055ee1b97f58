"""The display: what watch shows, always in the same order, and how it gets to the screen.

A terminal is redrawn in place. Elsewhere, and for screen readers, what is new is printed below.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from shutil import get_terminal_size
from typing import TextIO

from autograder.grading import screen
from autograder.grading.task import Task
from autograder.grading.verdict import Outcome, TaskResult, Verdict

KEYS = "h hint  n next  p picture  r reset  q quit"
CLEAR = "\x1b[H\x1b[2J"
CODES = {"red": 31, "green": 32, "yellow": 33, "cyan": 36}


@dataclass(frozen=True, slots=True)
class Board:
    """verdict: over the tasks that are judged. tasks: all of them, in order. current: its number.

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
    def task(self) -> Task | None:
        """The current one; None before the first verdict."""
        return next((task for task in self.tasks if task.number == self.current), None)

    @property
    def next_open(self) -> str:
        """The task after the current one that does not pass; the current one if there is none."""
        numbers = [task.number for task in self.tasks]
        place = numbers.index(self.current) + 1
        others = [*numbers[place:], *numbers[: place - 1]]
        return next((number for number in others if number not in self.passed), self.current)


def lines(board: Board, paint: screen.Paint = screen.unpainted) -> list[str]:
    """The whole board, the outcome words painted; its last line is the state."""
    judged = {task.task: task for task in board.verdict.tasks}
    shown = [f" {screen.TITLE} ".center(screen.WIDTH, "-")]
    shown += [f"  {remark}" for remark in board.remarks]
    for task in board.tasks:
        waits = f"  ...   {task.number}  {task.function:<29}{task.title}"
        result = judged.get(task.number)
        shown.append(screen.row(result, paint) if result else waits)
    is_over = len(judged) == len(board.tasks)
    shown += ["", f"  {screen.total(board.verdict)}" if is_over else ""]
    shown += map(plain, _step(board, judged.get(board.current)))
    shown += ["", *map(plain, board.answer)] if board.answer else []
    return [*shown, "", state_line(board)]


def state_line(board: Board) -> str:
    return f"{board.state} | {board.keys}" if board.keys else board.state


def plain(line: str) -> str:
    """A line without characters that would control a terminal."""
    return "".join(char if char.isprintable() else "?" for char in line)


def _step(board: Board, result: TaskResult | None) -> Iterator[str]:
    """The one next step. result: of the current task."""
    typed = screen.in_this_terminal()
    told = board.verdict if board.is_finished else Verdict((result,) if result else (), "")
    for note in screen.notes_on(told):
        yield from screen.wrap(f"  {note}", " " * 12)
    if board.is_finished:
        yield f"  {screen.finished(typed, some=False)}"
        yield "  You have finished the exercises."
        return
    if board.task is None:
        return
    yield f"  Next: {board.task.number} {board.task.function}"
    if result is None:
        yield "    It is being checked."
    elif result.outcome is Outcome.PASS:
        yield f"    It passes: {result.points} of {result.max_points} points are yours."
        yield f"    {'Press n to go on to' if board.keys else 'Go on with'} {board.next_open}."
    elif step := screen.next_check(Verdict((result,), "")):
        for one in screen.all_fields(step):
            yield from screen.field(one)
        if not board.keys:
            yield from (f"  {label} {said}" for label, said in screen.more(step, typed))


@dataclass(slots=True)
class Display:
    """redraws: in place. colours: the outcome words. height: of the terminal, in lines."""

    out: TextIO
    redraws: bool
    colours: bool
    height: Callable[[], int] = lambda: 0

    def show(self, board: Board) -> None:
        """Show the whole board."""
        shown = lines(board, painted if self.colours else screen.unpainted)
        if self.redraws:
            shown[-1:-1] = [""] * (self.height() - len(shown))
            self._write(CLEAR + "\n".join(shown))
        else:
            self._write("\n".join(shown) + "\n\n")

    def answer(self, board: Board) -> None:
        """Show the answer to a key."""
        if self.redraws:
            self.show(board)
        else:
            answer = map(plain, board.answer)
            self._write("".join(f"{line}\n" for line in (*answer, state_line(board))))

    def refresh(self, board: Board) -> None:
        """Show what is known so far; printed below others it would be noise."""
        if self.redraws:
            self.show(board)

    def close(self, sentence: str) -> None:
        """Move below the last line, and say goodbye."""
        self._write(f"\n{sentence}\n" if self.redraws else f"{sentence}\n")

    def _write(self, text: str) -> None:
        self.out.write(text)
        self.out.flush()


def painted(colour: str, text: str) -> str:
    """A text in a colour of the terminal."""
    return f"\x1b[{CODES[colour]}m{text}\x1b[0m"


def display_for(out: TextIO, *, linear: bool, environment: Mapping[str, str]) -> Display:
    """The display that suits this output."""
    is_dumb = environment.get("TERM", "") in {"dumb", "unknown"}
    is_screen = out.isatty() and not is_dumb and _obeys_escapes()
    colours = is_screen and not environment.get("NO_COLOR")
    return Display(out, is_screen and not linear, colours, lambda: get_terminal_size((0, 0)).lines)


def _obeys_escapes() -> bool:
    """Whether escape sequences are obeyed; the console of Windows has to be asked to."""
    if sys.platform != "win32":
        return True
    import ctypes

    console = ctypes.windll.kernel32
    return bool(console.SetConsoleMode(console.GetStdHandle(-11), 7))
