import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from watching import wait_until

from autograder.study import keyboard as keyboards
from autograder.study.keyboard import INTERRUPT, REDRAW, console, keyboard, keys_in

posix = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX terminal")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, int]]:
    """A pair of descriptors: where somebody types, and what this process has as its keyboard."""
    import pty

    outer, inner = pty.openpty()
    try:
        with open(inner, closefd=False) as typed:
            monkeypatch.setattr(sys, "stdin", typed)
            yield outer, inner
    finally:
        for file in (outer, inner):
            os.close(file)


def modes(file: int) -> list[object]:
    import termios

    return termios.tcgetattr(file)


@posix
def test_keys_come_without_enter(terminal: tuple[int, int]) -> None:
    """
    Each character is posted as it is typed, in small letters, and an arrow is none.
    """
    posted: list[str] = []
    with keyboard(posted.append):
        os.write(terminal[0], b"hN")
        wait_until(lambda: len(posted) == 2)
        os.write(terminal[0], b"\x1b[A")
        os.write(terminal[0], b"q")
        wait_until(lambda: "q" in posted)

    assert ["h", "n", "q"] == [key for key in posted if key in "hnq"]


@posix
@pytest.mark.parametrize("error", [None, KeyboardInterrupt, SystemExit, ValueError])
def test_the_terminal_is_as_it_was(
    error: type[BaseException] | None, terminal: tuple[int, int]
) -> None:
    """
    On every way out the modes are the old ones, and they were others in between.
    """
    before = modes(terminal[1])
    with suppress(*([error] if error else [])), keyboard(lambda _: None):
        between = modes(terminal[1])
        if error:
            raise error

    assert between != before
    assert modes(terminal[1]) == before


@posix
def test_what_is_typed_afterwards_belongs_to_others(terminal: tuple[int, int]) -> None:
    """
    After the end no thread takes characters away from the shell.
    """
    posted: list[str] = []
    with keyboard(posted.append):
        threads = threading.active_count()
    assert threads - 1 == threading.active_count()
    os.write(terminal[0], b"ls\n")

    assert b"ls\n" == os.read(terminal[1], 10)
    assert [] == posted


@posix
def test_a_terminal_that_is_gone_is_an_interrupt(
    monkeypatch: pytest.MonkeyPatch, terminal: tuple[int, int]
) -> None:
    """
    A window that was closed ends the watch, which nobody sees any more.
    """

    def gone(_: int, __: int) -> bytes:
        raise OSError

    monkeypatch.setattr(keyboards.os, "read", gone)
    posted: list[str] = []
    with keyboard(posted.append):
        os.write(terminal[0], b"x")
        wait_until(lambda: bool(posted))

    assert [INTERRUPT] == posted


@posix
@pytest.mark.usefixtures("terminal")
def test_another_size_is_a_wish_to_redraw() -> None:
    """
    When the window gets another size the board is drawn again; afterwards nobody cares.
    """
    before = signal.getsignal(signal.SIGWINCH)
    posted: list[str] = []
    with keyboard(posted.append):
        os.kill(os.getpid(), signal.SIGWINCH)
        wait_until(lambda: bool(posted))

    assert [REDRAW] == posted
    assert before == signal.getsignal(signal.SIGWINCH)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("h", "h"),
        ("H", "h"),
        ("hn", "hn"),
        ("\x1b[B", ""),
        ("\x1bOPq", "q"),
        ("\x1b", ""),
        ("\x1b[3~n", "n"),
    ],
)
def test_letters_are_separated_from_special_keys(typed: str, expected: str) -> None:
    """
    Letters count, whatever the shift key does; sequences of arrow and function keys do not.
    """
    assert expected == keys_in(typed)


class Console:
    """Stands for msvcrt."""

    def __init__(self, typed: str) -> None:
        self.typed = list(typed)

    def kbhit(self) -> bool:
        return bool(self.typed)

    def getwch(self) -> str:
        return self.typed.pop(0)


def test_a_windows_console_gives_its_keys() -> None:
    """
    Letters and Ctrl-C arrive; both halves of an arrow key are passed over.
    """
    typed = console(Console("H\xe0Hn\x00;\x03"))()

    assert f"hn{INTERRUPT}" == keys_in(typed)
    assert "" == console(Console(""))()
