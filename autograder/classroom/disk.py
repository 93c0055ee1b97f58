"""Reading what lies on disk without following a link or waiting for a device."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from autograder.classroom.caps import DEPTH, MEMBERS, size_text
from autograder.classroom.names import is_skipped
from autograder.classroom.refusal import Refused, shown

# Windows knows neither links that must not be followed nor files that block when opened.
SAFELY = sum(
    getattr(os, name, 0)
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
)
# Symbolic link and junction; other reparse points, such as files in a cloud, are files.
LINK_TAGS = {0xA000000C, 0xA0000003}


def is_link(status: os.stat_result) -> bool:
    """Whether a path itself, not what it leads to, is a link of any kind."""
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) in LINK_TAGS


def read_regular(path: Path, limit: int, name: object = "") -> bytes:
    """The content of a regular file of at most `limit` bytes. Raises Refused."""
    said = shown(name or path.name)
    try:
        if is_link(path.lstat()):
            raise Refused(f"{said} is a link, which is not followed.")
        handle = os.open(path, os.O_RDONLY | SAFELY)
        try:
            content = _content(handle, limit, said)
        finally:
            os.close(handle)
    except OSError as error:
        raise Refused(f"{said} cannot be read ({error.strerror}).") from None
    if len(content) > limit:
        raise Refused(f"{said} is larger than {size_text(limit)}.")
    return content


def _content(handle: int, limit: int, said: str) -> bytes:
    """At most one byte more than the limit of what is open."""
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        raise Refused(f"{said} is no regular file.")
    with os.fdopen(handle, "rb", closefd=False) as file:
        return file.read(limit + 1)


def files_below(folder: Path) -> Iterator[tuple[PurePosixPath, Path]]:
    """Every file below a folder by its path inside of it, in order. Raises Refused."""
    for count, (inside, path, is_folder) in enumerate(_walk(folder, PurePosixPath())):
        if count >= MEMBERS:
            raise Refused(f"The folder holds more than {MEMBERS} files.")
        if not is_folder:
            yield inside, path


def _walk(folder: Path, inside: PurePosixPath) -> Iterator[tuple[PurePosixPath, Path, bool]]:
    """Everything below a folder, and whether it is a folder."""
    if len(inside.parts) > DEPTH:
        raise Refused(f"{shown(inside)} lies more than {DEPTH} folders deep.")
    for name in _listed(folder):
        path, place = folder / name, inside / name
        status = path.lstat()
        if is_link(status):
            raise Refused(f"{shown(place)} is a link, which is not followed.")
        is_folder = stat.S_ISDIR(status.st_mode)
        yield place, path, is_folder
        if is_folder:
            yield from _walk(path, place)


def _listed(folder: Path) -> list[str]:
    """The names in a folder, without those that are never looked at."""
    names: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if len(names) > MEMBERS:
                raise Refused(f"The folder holds more than {MEMBERS} files.")
            if not is_skipped(entry.name):
                names.append(entry.name)
    return sorted(names)
