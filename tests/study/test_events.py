import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from watching import wait_until

from autograder.study import events as keyboards
from autograder.study.events import (
    INTERRUPT,
    REDRAW,
    console,
    is_watched,
    keyboard,
    keys_in,
    look,
    watch_folder,
)

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
    Each character is posted as it is typed, in small letters; an arrow key is not one.
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
    typed = console(Console("H\xe0Hn\x00;\x03"))

    assert f"hn{INTERRUPT}" == keys_in(typed)
    assert "" == console(Console(""))


@contextmanager
def posts(folder: Path) -> Iterator[list[None]]:
    """What is posted about a folder meanwhile."""
    posted: list[None] = []
    stop = threading.Event()
    thread = threading.Thread(target=watch_folder, args=(folder, lambda: posted.append(None), stop))
    thread.start()
    time.sleep(0.05)
    try:
        yield posted
    finally:
        stop.set()
        thread.join(10)
        assert not thread.is_alive()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one exercise."""
    folder = tmp_path / "exercises"
    folder.mkdir()
    (folder / "day4_ex1.py").write_text("a = 1\n", encoding="utf-8")
    return folder


def by_rename(path: Path) -> None:
    """Save as most editors do."""
    new = path.with_name(f".{path.name}.swp")
    new.write_text("a = 2\n", encoding="utf-8")
    new.replace(path)


def by_backup(path: Path) -> None:
    """Save as vim does with a backup: away with the old, then write."""
    path.replace(path.with_name(f"{path.name}~"))
    path.write_text("a = 2\n", encoding="utf-8")


def in_place(path: Path) -> None:
    path.write_text("a = 2\n", encoding="utf-8")


WAYS: list[Callable[[Path], object]] = [by_rename, by_backup, in_place, Path.unlink]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_way_of_saving_is_posted(way: Callable[[Path], object], folder: Path) -> None:
    """
    However an editor writes a file, and if it is deleted, that is posted within a second.
    """
    with posts(folder) as posted:
        way(folder / "day4_ex1.py")
        wait_until(lambda: bool(posted), 2)


def test_events_close_together_are_one_save(folder: Path) -> None:
    """
    What an editor does for one save is posted once or twice, not once for each step.
    """
    with posts(folder) as posted:
        for _ in range(20):
            by_rename(folder / "day4_ex1.py")
        time.sleep(0.3)

    assert 1 <= len(posted) <= 3


def test_other_files_are_ignored(folder: Path) -> None:
    """
    Caches, backups, swap files and pictures are none of its business.
    """
    with posts(folder) as posted:
        (folder / "__pycache__").mkdir()
        (folder / "__pycache__" / "day4_ex1.py").write_text("", encoding="utf-8")
        for name in (
            "day4_ex1.pyc",
            ".day4_ex1.py.swp",
            "#day4_ex1.py#",
            "1.1.png",
            "a.py~",
            ".#a.py",
        ):
            (folder / name).write_text("x", encoding="utf-8")
        time.sleep(0.5)

    assert [] == posted


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("day4_ex1.py", True),
        ("day4_ex1.ipynb", True),
        ("helper.py", True),
        ("day4_ex1.py~", False),
        (".day4_ex1.py", False),
        ("#day4_ex1.py", False),
        ("~day4_ex1.py", False),
        ("progress.txt", False),
    ],
)
def test_files_that_may_hold_work(name: str, expected: bool) -> None:
    """
    Scripts and notebooks are watched, unless their name says that they are something else.
    """
    assert expected is is_watched(name)


def test_a_folder_may_go_and_come_back(folder: Path) -> None:
    """
    Its removal, its return and saves after that are posted.
    """
    with posts(folder) as posted:
        shutil.rmtree(folder)
        wait_until(lambda: len(posted) >= 1)
        time.sleep(0.5)
        folder.mkdir()
        by_rename(folder / "day4_ex1.py")
        wait_until(lambda: len(posted) >= 2)
        time.sleep(0.5)
        count = len(posted)
        by_rename(folder / "day4_ex1.py")
        wait_until(lambda: len(posted) > count, 2)


def test_a_look_at_nothing_sees_nothing(tmp_path: Path) -> None:
    """
    A folder that is not there holds no files.
    """
    assert {} == look(tmp_path / "missing")
