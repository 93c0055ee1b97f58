import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from watching import wait_until

from autograder.study.file_watch import is_watched, look, watch_folder


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
