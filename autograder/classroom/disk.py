"""Reading what is on disk without following a link or waiting for a device."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

from autograder.classroom.entries import shown
from autograder.classroom.exercise_files import DEPTH, MEMBERS, Refused, is_skipped, size_text

# Windows has neither links that can be opened by accident nor files that block when opened.
SAFELY = sum(
    getattr(os, name, 0)
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
)
# Symbolic link and junction; other reparse points, such as files in a cloud, are files.
LINK_TAGS = {0xA000000C, 0xA0000003}


def is_link(status: os.stat_result) -> bool:
    """Whether a path itself, not what it leads to, is a link of any kind."""
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) in LINK_TAGS


def refuse_link(status: os.stat_result, name: object) -> None:
    if is_link(status):
        raise Refused(f"{shown(name)} is a link, and links are not followed.")


def read_regular(path: Path, limit: int, name: object = "") -> bytes:
    """The content of a regular file of at most `limit` bytes. Raises Refused."""
    name = shown(name or path.name)
    try:
        refuse_link(path.lstat(), name)
        handle = os.open(path, os.O_RDONLY | SAFELY)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise Refused(f"{name} is not a regular file.")
            with os.fdopen(handle, "rb", closefd=False) as file:
                content = file.read(limit + 1)
        finally:
            os.close(handle)
    except OSError as error:
        raise Refused(f"{name} cannot be read ({error.strerror}).") from None
    if len(content) > limit:
        raise Refused(f"{name} is larger than {size_text(limit)}.")
    return content


def files_below(folder: Path) -> Iterator[tuple[PurePosixPath, Path]]:
    """Every file below a folder and its path inside, in order. Raises Refused."""
    for count, (inside, path, is_folder) in enumerate(_walk(folder, PurePosixPath())):
        if count >= MEMBERS:
            raise Refused(f"The folder has more than {MEMBERS} files.")
        if not is_folder:
            yield inside, path


def _walk(folder: Path, inside: PurePosixPath) -> Iterator[tuple[PurePosixPath, Path, bool]]:
    """Everything below a folder in order, and whether it is a folder."""
    if len(inside.parts) > DEPTH:
        raise Refused(f"{shown(inside)} is more than {DEPTH} folders deep.")
    with os.scandir(folder) as entries:
        names = (entry.name for entry in entries if not is_skipped(entry.name))
        # One more than is allowed is enough for a refusal.
        some = sorted(islice(names, MEMBERS + 1))
    for name in some:
        path, place = folder / name, inside / name
        status = path.lstat()
        refuse_link(status, place)
        is_folder = stat.S_ISDIR(status.st_mode)
        yield place, path, is_folder
        if is_folder:
            yield from _walk(path, place)
