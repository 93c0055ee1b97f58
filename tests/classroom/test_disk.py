"""
Reading what lies on disk.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from autograder.classroom import exercise_files as limits
from autograder.classroom.disk import files_below, read_regular
from autograder.classroom.exercise_files import Refused
from tests.classroom.rooms import laid_out

POSIX = pytest.mark.skipif(os.name == "nt", reason="needs POSIX files")


def below(folder: Path) -> list[str]:
    return [inside.as_posix() for inside, _ in files_below(folder)]


@pytest.mark.parametrize("size", [0, 1, 100])
def test_a_regular_file_is_read(tmp_path: Path, size: int) -> None:
    """
    A regular file up to the limit comes back whole.
    """
    path = tmp_path / "day4_ex1.py"
    path.write_bytes(b"x" * size)

    assert b"x" * size == read_regular(path, 100)


@pytest.mark.parametrize(("limit", "said"), [(99, "0 KiB"), (0, "0 KiB")])
def test_a_large_file_is_refused(tmp_path: Path, limit: int, said: str) -> None:
    """
    A file beyond the limit is refused by its size.
    """
    path = tmp_path / "day4_ex1.py"
    path.write_bytes(b"x" * 100)

    with pytest.raises(Refused, match=f"larger than {said}"):
        read_regular(path, limit)


@POSIX
def test_links_are_not_followed(tmp_path: Path) -> None:
    """
    A symbolic link is refused even if its target could be read.
    """
    target = tmp_path / "secret"
    target.write_text("secret")
    link = tmp_path / "day4_ex1.py"
    link.symlink_to(target)

    assert b"secret" == read_regular(target, 100)
    with pytest.raises(Refused, match="is a link"):
        read_regular(link, 100)


@POSIX
def test_a_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    """
    A folder with a link is refused, and without it is read.
    """
    laid_out(tmp_path, {"ada/day4_ex1.py": b"", "other/day4_ex2.py": b""})

    assert ["day4_ex1.py"] == below(tmp_path / "ada")
    (tmp_path / "ada" / "more").symlink_to(tmp_path / "other")
    with pytest.raises(Refused, match="more is a link"):
        below(tmp_path / "ada")


@POSIX
@pytest.mark.parametrize("kind", ["fifo", "device", "socket", "folder"])
def test_what_is_not_a_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    """
    A fifo, a device, a socket and a folder are refused without waiting for them.
    """
    path = tmp_path / "day4_ex1.py"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(path))
    elif kind == "folder":
        path.mkdir()
    else:
        path = Path(os.devnull)

    with pytest.raises(Refused, match=r"not a regular file|cannot be read"):
        read_regular(path, 100)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """
    A file that has disappeared is refused with a reason.
    """
    with pytest.raises(Refused, match=r"cannot be read \(No such file"):
        read_regular(tmp_path / "gone", 100)


def test_tools_folders_are_passed_over(tmp_path: Path) -> None:
    """
    Files that are hidden or made by a tool are skipped; all others come in order.
    """
    names = [".git/config", "__pycache__/a.pyc", "venv/lib/x.py", "b/c.py", "a.py", ".DS_Store"]
    laid_out(tmp_path, dict.fromkeys(names, b""))

    assert ["a.py", "b/c.py"] == below(tmp_path)


def test_depth_and_number_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Too deep a folder and too many files are refused; one less is read.
    """
    deep = "/".join("a" * limits.DEPTH)
    laid_out(tmp_path, {f"ok/{deep}/x": b"", f"deep/a/{deep}/x": b""})
    laid_out(tmp_path / "many", {str(k): b"" for k in range(5)})
    laid_out(tmp_path / "wide", {f"{k}/x": b"" for k in range(5)})

    assert [f"{deep}/x"] == below(tmp_path / "ok")
    with pytest.raises(Refused, match="8 folders deep"):
        below(tmp_path / "deep")
    monkeypatch.setattr("autograder.classroom.disk.MEMBERS", 4)
    for name in ("many", "wide"):
        with pytest.raises(Refused, match="more than 4 files"):
            below(tmp_path / name)
    monkeypatch.setattr("autograder.classroom.disk.MEMBERS", 5)
    assert 5 == len(below(tmp_path / "many"))


def test_folders_count_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Empty folders count towards the same limit.
    """
    for path in ("a/a/a", "a/b/a", "b/a"):
        (tmp_path / path).mkdir(parents=True)
    monkeypatch.setattr("autograder.classroom.disk.MEMBERS", 7)
    assert [] == below(tmp_path)
    monkeypatch.setattr("autograder.classroom.disk.MEMBERS", 6)
    with pytest.raises(Refused, match="more than 6 files"):
        below(tmp_path)
