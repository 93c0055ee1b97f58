"""
The display: how the board gets to the screen.

A terminal is redrawn in place. Elsewhere, and for screen readers, what is new is printed below.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from shutil import get_terminal_size
from typing import TextIO

from autograder.grading.screen import unpainted
from autograder.study.board import Board, lines, plain, state_line

CLEAR = "\x1b[H\x1b[2J"
CLEAR_LINE = "\r\x1b[2K"
CODES = {"red": 31, "green": 32, "yellow": 33, "cyan": 36}


@dataclass(slots=True)
class Display:
    """
    redraws: in place. colours: the outcome words.

    height: of the terminal, in lines; the last one is for state and keys.
    """

    out: TextIO
    redraws: bool
    colours: bool
    height: Callable[[], int] = lambda: 0

    def show(self, board: Board) -> None:
        """All of it."""
        shown = lines(board, painted if self.colours else unpainted)
        if self.redraws:
            shown[-1:-1] = [""] * (self.height() - len(shown))
            self._write(CLEAR + "\n".join(shown))
        else:
            self._write("\n".join(shown) + "\n\n")

    def answer(self, board: Board) -> None:
        """The answer to a key."""
        if self.redraws:
            self.show(board)
        else:
            answer = map(plain, board.answer)
            self._write("".join(f"{line}\n" for line in (*answer, state_line(board))))

    def state(self, board: Board) -> None:
        """Only the last line has changed; printed below others it would be noise."""
        if self.redraws:
            self._write(CLEAR_LINE + state_line(board))

    def close(self, sentence: str) -> None:
        """Leave the last line, and say goodbye."""
        self._write(f"\n{sentence}\n" if self.redraws else f"{sentence}\n")

    def _write(self, text: str) -> None:
        self.out.write(text)
        self.out.flush()


def painted(colour: str, text: str) -> str:
    """A text in a colour of the terminal."""
    return f"\x1b[{CODES[colour]}m{text}\x1b[0m"


def display_for(out: TextIO, *, linear: bool, environment: Mapping[str, str]) -> Display:
    """The display that suits this output."""
    is_screen = out.isatty() and environment.get("TERM", "") not in {"dumb", "unknown"}
    if is_screen and os.name == "nt":
        is_screen = _enable_escapes_on_windows()
    colours = is_screen and not environment.get("NO_COLOR")
    return Display(out, is_screen and not linear, colours, lambda: get_terminal_size((0, 0)).lines)


def _enable_escapes_on_windows() -> bool:
    """Ask the console to follow escape sequences; whether it does."""
    if sys.platform != "win32":
        return False
    import ctypes

    console = ctypes.windll.kernel32
    return bool(console.SetConsoleMode(console.GetStdHandle(-11), 7))
