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
from autograder.grading.task_list import title_of
from autograder.grading.verdict import Outcome, TaskResult, Verdict

KEYS = "h hint  n next  p picture  r reset  q quit"
LOW = 9
"""Lines of a terminal in which nothing fits; there, everything scrolls by."""
KEEP = "\N{NO-BREAK SPACE}"
CLEAR = "\x1b[H\x1b[2J"
CODES = {"red": 31, "green": 32, "yellow": 33, "cyan": 36}


@dataclass(frozen=True, slots=True)
class Board:
    """What there is to show.

    verdict: over the tasks that are judged. tasks: all of them, in order. current: the label of the
    one in work. answer: to a key, in lines. state: of the watch itself. keys: what can be pressed.
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
    def is_at_rest(self) -> bool:
        """Whether there is nothing to do: not even the bonus task that was gone on to."""
        return self.is_finished and (self.current in self.passed or not self.current)

    @property
    def passed(self) -> frozenset[str]:
        return frozenset(t.task for t in self.verdict.tasks if t.outcome is Outcome.PASS)

    @property
    def task(self) -> Task | None:
        """The current one; None before the first verdict."""
        return next((task for task in self.tasks if task.label == self.current), None)

    @property
    def next_open(self) -> str:
        """The task after the current one that does not pass; the current one if there is none.

        A bonus comes after the core.
        """
        place = [task.label for task in self.tasks].index(self.current) + 1
        others = [*self.tasks[place:], *self.tasks[: place - 1]]
        left = [task for task in others if task.label not in self.passed]
        return min(left, key=lambda task: task.is_bonus).label if left else self.current


def lines(
    board: Board, paint: screen.Paint = screen.unpainted, width: int = screen.WIDTH
) -> list[str]:
    """The whole board, the outcome words painted; it ends with the state."""
    judged = {task.task: task for task in board.verdict.tasks}
    shown = heading(width)
    for remark in board.remarks:
        shown += screen.wrap(f"  {remark}", "  ", width)
    above = screen.headings([(task.owner, task.label) for task in board.tasks])
    others = screen.folded(board.verdict)
    for head, task in zip(above, board.tasks, strict=True):
        shown += head
        if task.label in others:
            shown += screen.row(judged[task.label], paint, width, others[task.label])
        elif task.label not in judged and (not task.is_bonus or task.label == board.current):
            waits = ("... ", task.number, task.function, task.title, "")
            shown += screen.cells(waits, width)
    shown += ["", *total(board, width)]
    for line in _step(board, judged.get(board.current), width):
        fitting = [line] if len(line) <= width else screen.wrap(line, "    ", width)
        shown += map(plain, fitting)
    shown += ["", *answer(board, width)] if board.answer else []
    return [*shown, "", *state_lines(board, width)]


def heading(width: int) -> list[str]:
    """The title between dashes, where there is room for them."""
    title = f" {title_of()} "
    return [title.center(width, "-")] if len(title) <= width else screen.wrap(title, "", width)


def total(board: Board, width: int) -> list[str]:
    """The points, once every task is judged."""
    is_over = len(board.verdict.tasks) == len(board.tasks)
    return screen.wrap(f"  {screen.total(board.verdict)}", "  ", width) if is_over else [""]


def answer(board: Board, width: int) -> list[str]:
    """The answer to a key; a line that is too long goes on below."""
    parts = (screen.wrap(line, "", width) if len(line) > width else [line] for line in board.answer)
    return [plain(line) for part in parts for line in part]


def lines_below(board: Board, width: int, height: int) -> list[str]:
    """A board for an answer that would push it off the screen: the points, and the answer."""
    state = state_lines(board, width)
    shown = [*heading(width), *total(board, width), "", *answer(board, width)]
    room = height - len(state) - 1
    if len(shown) > room:
        shown = [*shown[: room - 1], "..."]
    return [*shown, "", *state]


def state_lines(board: Board, width: int) -> list[str]:
    """The state and the keys; in a narrow terminal no name of a key is broken."""
    keys = [part.replace(" ", KEEP) for part in board.keys.split("  ") if part]
    if len(whole := "  ".join([f"{board.state} |", *keys] if keys else [board.state])) <= width:
        return [f"{board.state} | {board.keys}" if board.keys else board.state]
    return [line.replace(KEEP, " ") for line in screen.wrap(whole, "", width)]


def plain(line: str) -> str:
    """A line without characters that would control a terminal."""
    return "".join(char if char.isprintable() else "?" for char in line)


def _step(board: Board, result: TaskResult | None, width: int) -> Iterator[str]:
    """The one next step. result: of the current task."""
    typed = screen.in_this_terminal()
    told = board.verdict if board.is_at_rest else Verdict((result,) if result else (), "")
    for note in screen.notes_on(told):
        yield from screen.wrap(f"  {note}", " " * 12, width)
    if board.is_at_rest:
        said = screen.finished(board.verdict, typed, some=False)
        yield from screen.wrap(f"  {said}", "  ", width)
        yield "  You have finished the exercises."
        return
    if board.task is None:
        return
    yield f"  Next: {board.task.label} {board.task.function}"
    if result is None:
        yield "    It is being checked."
    elif result.outcome is Outcome.PASS:
        yield f"    It passes: {result.points} of {result.max_points} points are yours."
        yield f"    {'Press n to go on to' if board.keys else 'Go on with'} {board.next_open}."
    elif step := screen.next_check(Verdict((result,), "")):
        for one in screen.all_fields(step):
            yield from screen.field(one, width)
        for label, said in screen.more(step, typed) if not board.keys else ():
            yield from screen.wrap(f"  {label} {said}", "    ", width)


@dataclass(slots=True)
class Display:
    """Where a board is shown.

    redraws: in place. colours: the outcome words. height, width: of the terminal.
    """

    out: TextIO
    redraws: bool
    colours: bool
    height: Callable[[], int] = lambda: 0
    width: Callable[[], int] = lambda: screen.WIDTH

    def fits(self, board: Board) -> bool:
        """Whether the whole board is seen at once; what is printed below pushes nothing away."""
        height = self.height() if self.redraws else 0
        return not height or len(lines(board, width=self.width())) <= height

    def show(self, board: Board) -> None:
        """Show the whole board; where an answer leaves no room for it, the answer."""
        width = self.width()
        shown = lines(board, painted if self.colours else screen.unpainted, width)
        if board.answer and self.height() > LOW and not self.fits(board):
            shown = lines_below(board, width, self.height())
        if self.redraws:
            place = len(shown) - len(state_lines(board, width))
            shown[place:place] = [""] * (self.height() - len(shown))
            self._write(CLEAR + "\n".join(shown))
        else:
            self._write("\n".join(shown) + "\n\n")

    def answer(self, board: Board) -> None:
        """Show the answer to a key."""
        if self.redraws:
            self.show(board)
        else:
            width = self.width()
            below = (*answer(board, width), *state_lines(board, width))
            self._write("".join(f"{line}\n" for line in below))

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
    height = lambda: get_terminal_size((0, 0)).lines  # noqa: E731 -- asked anew at each drawing
    return Display(out, is_screen and not linear, colours, height, screen.terminal_width)


def _obeys_escapes() -> bool:
    """Whether escape sequences are obeyed; the console of Windows has to be asked to."""
    if sys.platform != "win32":
        return True
    import ctypes

    console = ctypes.windll.kernel32
    return bool(console.SetConsoleMode(console.GetStdHandle(-11), 7))
