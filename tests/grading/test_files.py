"""
Writing files.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from autograder.grading import files
from autograder.grading.files import (
    exercises_in,
    forget_half_written,
    project_root,
    renew,
    replacing,
    write_atomically,
)


@pytest.mark.parametrize("text", ["", "one\ntwo\n", "caf\u00e9\n"], ids=["empty", "lines", "utf8"])
def test_text_comes_back_byte_for_byte(tmp_path: Path, text: str) -> None:
    """
    Text is written as UTF-8 with LF line ends and leaves nothing beside it.
    """
    path = tmp_path / "file.txt"
    path.write_text("old")
    write_atomically(path, text)

    assert text.encode() == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize("step", ["replace", "chmod", "open"])
def test_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """
    Whichever step of a write fails, the old content stays and no neighbour is left.
    """

    def fail(*_: Any, **__: Any) -> None:
        raise OSError("no space left")

    path = tmp_path / "file.txt"
    path.write_text("old")
    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="no space left"):
        write_atomically(path, "new")

    assert "old" == path.read_text()
    assert [path] == list(tmp_path.iterdir())


def test_text_that_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    """
    Text without a UTF-8 form leaves the old file, too.
    """
    path = tmp_path / "file.txt"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "new \ud800")

    assert "old" == path.read_text()
    assert [path] == list(tmp_path.iterdir())


def test_missing_folder_is_an_error(tmp_path: Path) -> None:
    """
    A folder that is not there is an OSError for the caller to explain.
    """
    with pytest.raises(OSError, match="No such file"):
        write_atomically(tmp_path / "none" / "file.txt", "new")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such permissions")
def test_permissions_stay(tmp_path: Path) -> None:
    """
    A file that was rewritten keeps its permissions.
    """
    path = tmp_path / "file.txt"
    path.write_text("old")
    path.chmod(0o600)
    write_atomically(path, "new")

    assert 0o600 == path.stat().st_mode & 0o777


@pytest.mark.parametrize(
    ("old", "is_written"),
    [("caf\u00e9", False), ("cafe", True), ("caf\u00e8", True), (None, True)],
    ids=["same", "shorter", "other", "none"],
)
def test_what_is_there_is_not_written_again(
    tmp_path: Path, old: str | None, is_written: bool
) -> None:
    """
    A file is written only if it does not hold the very text already.
    """
    path = tmp_path / "file.txt"
    path.write_text(old or "", encoding="utf-8")
    before = path.stat().st_ino
    if old is None:
        path.rename(tmp_path / "another.txt")
    renew(path, "caf\u00e9")

    assert is_written == (before != path.stat().st_ino)
    assert "caf\u00e9" == path.read_text(encoding="utf-8")


def test_text_may_come_piece_by_piece(tmp_path: Path) -> None:
    """
    The old file stays until the last piece is written.
    """
    path = tmp_path / "file.txt"
    path.write_text("old")
    with replacing(path) as file:
        file.write("new ")
        assert "old" == path.read_text()
        file.write("text")

    assert "new text" == path.read_text()


def test_an_error_between_pieces_leaves_the_old_file(tmp_path: Path) -> None:
    """
    A body that raises changes nothing and leaves no neighbour.
    """

    def broken() -> None:
        with replacing(path) as file:
            file.write("half")
            raise KeyError

    path = tmp_path / "file.txt"
    path.write_text("old")
    with pytest.raises(KeyError):
        broken()

    assert "old" == path.read_text()
    assert [path] == list(tmp_path.iterdir())


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    """
    A neighbour that was never put in place goes; no other file does, hidden or not.
    """
    kept = [
        tmp_path / name for name in ("file.txt", ".file.txt", "a.half-written", ".half-written")
    ]
    for path in kept:
        path.touch()
    body = replacing(tmp_path / "file.txt")
    body.__enter__()
    assert 5 == len(list(tmp_path.iterdir()))
    forget_half_written(tmp_path)

    assert sorted(kept) == sorted(tmp_path.iterdir())
    with pytest.raises(FileNotFoundError):
        body.__exit__(None, None, None)


@pytest.mark.parametrize(
    ("here", "expected", "kept"),
    [
        ("work", "work", "work/exercises"),
        ("work/exercises/deep", "work", "work/exercises"),
        ("alone", "alone", "alone"),
    ],
    ids=["project", "below", "alone"],
)
def test_the_root_without_a_kit_around(
    here: str, expected: str, kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A kit from a wheel works on the project around the current folder; without one, on the folder
    itself, where a notebook lies; and never among the installed packages.
    """
    monkeypatch.setattr(files, "__file__", str(tmp_path / "lib" / "autograder" / "grading" / "f"))
    (tmp_path / "work" / "exercises" / "deep").mkdir(parents=True)
    (tmp_path / "alone").mkdir()
    monkeypatch.chdir(tmp_path / here)

    assert tmp_path / expected == project_root()
    assert tmp_path / kept == exercises_in(project_root())
