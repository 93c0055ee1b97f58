"""
What a runner may read, and the folder that it may write in.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import numpy as np
import pytest
import sympy

from autograder.sandbox.folders import (
    HIDDEN,
    PREFIX,
    clear,
    is_over,
    lay_out,
    library_folders,
    make_place,
    outermost,
    readable,
)


def test_libraries_are_readable() -> None:
    """
    What learners import lies below a folder that a runner may read.
    """
    folders = list(readable(library_folders()))
    wanted = [Path(module.__file__ or "").resolve() for module in (np, sympy)]

    assert all(any(path.is_relative_to(folder) for folder in folders) for path in wanted)


def test_nothing_of_the_kit_is_readable() -> None:
    """
    No folder that a runner may read holds a spec, a solution or a recorded answer.
    """
    for folder in readable(library_folders()):
        for hidden in HIDDEN:
            assert not hidden.resolve().is_relative_to(folder)
            assert not folder.is_relative_to(hidden.resolve())


def test_a_hidden_folder_splits_what_is_around_it(tmp_path: Path) -> None:
    """
    If a folder contains a hidden one, its neighbours are granted one by one.
    """
    for name in ("site/kit/secret", "site/numpy", "site/sympy", "lib"):
        (tmp_path / name).mkdir(parents=True)
    found = readable([tmp_path / "lib", tmp_path / "site"], [tmp_path / "site" / "kit"])

    assert ["lib", "numpy", "sympy"] == [path.name for path in found]


def test_outermost_folders_are_kept(tmp_path: Path) -> None:
    """
    A folder inside another one gets no entry of its own.
    """
    inner = tmp_path / "lib" / "site"
    inner.mkdir(parents=True)

    assert [tmp_path / "lib"] == outermost([inner, tmp_path / "lib", inner])


def test_files_are_laid_out(tmp_path: Path) -> None:
    """
    All files of a submission are in its folder, which nobody else may enter.
    """
    lay_out(tmp_path / "work", {"a.py": b"1", "b.py": b"2"})

    assert {"a.py": b"1", "b.py": b"2"} == {
        path.name: path.read_bytes() for path in (tmp_path / "work").iterdir()
    }
    assert 0o700 == (tmp_path / "work").stat().st_mode & 0o777


def test_too_much_is_seen(tmp_path: Path) -> None:
    """
    Bytes and entries are counted through all folders.
    """
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "file").write_bytes(b"x" * 10_000)

    assert not is_over(tmp_path, most=40_000, entries=3)
    assert is_over(tmp_path, most=5_000)
    assert is_over(tmp_path, entries=2)


def test_too_deep_is_too_much(tmp_path: Path) -> None:
    """
    A folder so deep that nobody would look to its end is over at once.
    """
    deep = tmp_path.joinpath(*["d"] * 40)
    deep.mkdir(parents=True)

    assert is_over(tmp_path)


def test_a_deep_and_closed_folder_is_cleared(tmp_path: Path) -> None:
    """
    Whatever a submission leaves, as deep and as closed as it can make it, goes.
    """
    place = tmp_path / "work"
    place.mkdir()
    here = os.open(place, os.O_RDONLY)
    for _ in range(1_500):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    (place / "closed").mkdir(mode=0)
    (place / "link").symlink_to(tmp_path)
    clear(place)

    assert not place.exists()
    assert tmp_path.exists()


def test_what_a_dead_process_left_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A folder of a process that is gone is removed; those of living ones and of others stay.
    """
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    dead = tmp_path / f"{PREFIX}4194305-x"
    alive = tmp_path / f"{PREFIX}{os.getpid()}-x"
    foreign = tmp_path / f"{PREFIX}notes"
    for path in (dead, alive, foreign):
        path.mkdir()
    place = make_place()

    assert {alive, foreign, place} == set(tmp_path.iterdir())
