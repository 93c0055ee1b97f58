"""
Rules about files that a process lives by until its end.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.sandbox import landlock, linux

pytestmark = pytest.mark.skipif(landlock.version() < landlock.ENOUGH, reason="no Landlock here")


def in_fork(act: Callable[[], object]) -> str:
    """The name of the error that an act ends in, in a process of its own; empty if it succeeds."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            act()
        except BaseException as error:  # noqa: BLE001 -- the parent learns it
            os.write(writing, type(error).__name__.encode())
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        return pipe.read()


ACTS: dict[str, Callable[[Path], object]] = {
    "read": lambda folder: (folder / "old").read_text(encoding="utf-8"),
    "list": lambda folder: list(folder.iterdir()),
    "make": lambda folder: (folder / "new").write_text("x"),
    "write": lambda folder: (folder / "old").write_text("x"),
    "append": lambda folder: (folder / "old").open("a"),
    "truncate": lambda folder: os.truncate(folder / "old", 0),
    "remove": lambda folder: (folder / "old").unlink(),
    "rename": lambda folder: (folder / "old").rename(folder / "moved"),
    "make-folder": lambda folder: (folder / "folder").mkdir(),
    "remove-folder": lambda folder: (folder / "empty").rmdir(),
}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two of the same kind, side by side."""
    found = tmp_path / "own", tmp_path / "beside"
    for folder in found:
        (folder / "empty").mkdir(parents=True)
        (folder / "old").write_text("old", encoding="utf-8")
    return found


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_only_the_own_folder_is_open(
    folders: tuple[Path, Path], act: Callable[[Path], object]
) -> None:
    """
    A process that lives by rules for one folder can read and change it, and nothing beside it.
    """
    own, beside = folders

    def held(place: Path) -> Callable[[], object]:
        def hold() -> object:
            rules = landlock.ruleset([], [own])
            linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
            landlock.restrict(rules)
            return act(place)

        return hold

    assert "PermissionError" == in_fork(held(beside))
    assert "" == in_fork(held(own))
    assert "" == in_fork(lambda: act(beside))  # the control: without rules it works
