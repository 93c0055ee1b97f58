"""Intake: the exercises of one entry, copied into memory. Nothing is written to disk, no link is
followed, nothing is run, and no device is waited for.
"""

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from autograder.classroom import entries as limits
from autograder.classroom.archives import archive_ending, archive_files
from autograder.classroom.choice import (
    ExerciseFile,
    Taken,
    choose,
    named_files,
    other_files,
    own,
    own_files,
)
from autograder.classroom.crowd import refuse_crowd
from autograder.classroom.entries import Entry, FoundFile, Names, Refused, Upload, shown, some
from autograder.grading.submission import ANY_CASE, HANDED_OUT, is_skipped
from autograder.sandbox.status import Status

# Windows has neither links that can be opened by accident nor files that block when opened.
SAFELY = sum(
    getattr(os, name, 0)
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
)
# Symbolic link and junction; other reparse points, such as files in a cloud, are files.
LINK_TAGS = {0xA000000C, 0xA0000003}

NAMED = 20  # files in a sentence
COPIED = {"autograder", "tests"}  # folders that a copy of the kit brings along
STAMP = "timestamp.txt"  # nbgrader's note of when something was handed in
PACKED = re.compile(r".*\.(zip|tar|tgz|gz|bz2|xz|lzma|zst|7z|rar)", ANY_CASE | re.DOTALL)

LooseFile = tuple[FoundFile, Path]
"""A file that is not in an archive, and where it is."""


def take_in(entry: Entry, names: Names) -> Taken:
    """The exercises of one entry. Raises Refused."""
    if entry.problem:
        raise Refused(entry.problem)
    if not entry.uploads:
        raise Refused("Nothing was handed in.", Status.NOT_SUBMITTED)
    if entry.question:
        return _same_in_all(entry, names)
    try:
        loose = [file for upload in entry.uploads for file in _files_of(upload)]
        if not loose:
            _refuse_empty(entry.uploads)
        seen = dict.fromkeys(file.path for file, _ in loose)
        found = own_files(exercise_files(loose, names, seen))
        refuse_crowd(entry, found)
        taken = choose(found)
    except OSError as error:
        raise Refused(f"It cannot be read ({error.strerror}).") from None
    if not taken.files:
        wanted = " or ".join(f"{name}.py" for name in names.exercises)
        raise Refused(f"There is no {wanted}; found: {_named(seen)}.")
    return replace(taken, seen=_named(seen), remarks=(*taken.remarks, *_left(taken, names, seen)))


def _same_in_all(entry: Entry, names: Names) -> Taken:
    """The exercises of an entry in each of its uploads. Raises Refused if they differ."""
    try:
        each = [
            take_in(replace(entry, uploads=(one,), question=""), names) for one in entry.uploads
        ]
    except Refused:
        raise Refused(entry.question) from None
    if any(one.files != each[0].files for one in each):
        raise Refused(entry.question)
    return each[0]


def is_nothing(entry: Entry) -> bool:
    """Whether nothing was handed in, or folders without anything; no archive is opened for it."""
    if entry.problem or entry.question:
        return False
    try:
        files = (file for upload in entry.uploads for file in _files_of(upload))
        return next(files, None) is None and not _passed_over(entry.uploads)
    except (OSError, Refused):
        return False


def _passed_over(uploads: Iterable[Upload]) -> list[str]:
    """What is in folders that nothing else is in."""
    every = (path.name for upload in uploads for path in upload.path.iterdir())
    inside = sorted(islice(filter(is_skipped, every), limits.MEMBERS))
    return [name for name in inside if not limits.LITTER.fullmatch(name)]


def _refuse_empty(uploads: Iterable[Upload]) -> None:
    """Raises Refused, with what was passed over."""
    if passed := _passed_over(uploads):
        names = ", ".join(map(shown, passed[:NAMED]))
        raise Refused(
            f"There is nothing but {names}, which is hidden or made by a tool, so it was not "
            "looked into; hand in the exercises themselves."
        )
    raise Refused("The folder is empty.", Status.NOT_SUBMITTED)


def _left(taken: Taken, names: Names, seen: Collection[PurePosixPath]) -> Iterator[str]:
    """What was not graded, if that may be the work on an exercise of which there is none."""
    known = {*taken.settled, *(folder for path in seen for folder in path.parents)}
    own = {*COPIED, STAMP}
    others = [p for p in seen if p not in known and own.isdisjoint(p.parts)]
    if taken.working and len(taken.working) < len(names.exercises) and others:
        yield f"Not graded: {_named(others)}."


def _named(seen: Collection[PurePosixPath]) -> str:
    """Names of files and what to do about them, to be followed by a full stop."""
    return f"{_listed(seen)}.{_advice(seen)}".removesuffix(".")


def _listed(seen: Iterable[PurePosixPath]) -> str:
    """The names of all files: those in exercises/ first, then other scripts and notebooks."""

    def order(path: PurePosixPath) -> tuple[bool, bool]:
        return path.parent.name != HANDED_OUT, path.suffix.lower() not in limits.FILE

    paths = sorted(seen, key=order)
    return some(paths, NAMED)


def _advice(seen: Iterable[PurePosixPath]) -> str:
    """What to do about an archive that was not opened, if there is one."""
    for path in seen:
        is_inside = any(map(archive_ending, path.parts[:-1]))
        if PACKED.fullmatch(path.name) and (is_inside or not archive_ending(path.name)):
            why = "is an archive inside an archive" if is_inside else "cannot be opened here"
            return f" {shown(path.name)} {why}: unpack it, and hand in the files themselves."
    return ""


def _files_of(upload: Upload) -> Iterator[LooseFile]:
    status = upload.path.lstat()
    refuse_link(status, upload.path.name)
    if stat.S_ISDIR(status.st_mode):
        yield from files_below(upload.path)
    else:
        yield _loose(PurePosixPath(upload.name), upload.path, status)


def _loose(inside: PurePosixPath, path: Path, status: os.stat_result) -> LooseFile:
    read = partial(read_regular, path, max(limits.FILE.values()), inside)
    return FoundFile(inside, status.st_size, read), path


def exercise_files(
    loose: list[LooseFile], names: Names, seen: dict[PurePosixPath, None]
) -> Iterator[ExerciseFile]:
    """The files that may count. Archives, and then files of other names, are read only if work is
    missing without them.
    """
    files = [file for file, _ in loose]
    archives = [one for one in loose if archive_ending(one[0].path.name)]
    found: list[ExerciseFile] = []

    def noted(more: Iterable[ExerciseFile]) -> Iterator[ExerciseFile]:
        for file in more:
            found.append(file)
            yield file

    def missing() -> tuple[str, ...]:
        return names.missing(file.name for file in own(found) if file.is_ready)

    yield from noted(named_files(files, names))
    if archives and missing():
        if len(archives) > limits.ARCHIVES:
            raise Refused(f"There are {len(archives)} archives; hand in one.")
        yield from noted(named_files(_members(archives, seen), names))
    lacking = missing()
    yield from other_files(files, names, lacking)
    if lacking:
        yield from other_files(_members(archives, seen), names, lacking)


def _members(archives: Iterable[LooseFile], seen: dict[PurePosixPath, None]) -> Iterator[FoundFile]:
    """The files in archives, one after another; all are noted."""
    for file, place in archives:
        with open_regular(place, limits.ARCHIVE, file.path) as opened:
            for member in archive_files(opened, file.path.name):
                seen[member.path] = None
                yield member


def is_link(status: os.stat_result) -> bool:
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) in LINK_TAGS


def refuse_link(status: os.stat_result, name: object) -> None:
    """Refuse a path that is itself a link of any kind."""
    if is_link(status):
        raise Refused(f"{shown(name)} is a link, and links are not followed.")


def read_regular(path: Path, limit: int, name: object = "") -> bytes:
    """The content of a regular file of at most `limit` bytes. Raises Refused."""
    with open_regular(path, limit, name) as file:
        content = file.read(limit + 1)
    limits.check_size(name or path.name, len(content), limit)
    return content


@contextmanager
def open_regular(path: Path, limit: int, name: object = "") -> Iterator[BinaryIO]:
    """A regular file of at most `limit` bytes, open for reading. Raises Refused."""
    name = shown(name or path.name)
    try:
        refuse_link(path.lstat(), name)
        handle = os.open(path, os.O_RDONLY | SAFELY)
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise Refused(f"{name} is not a regular file.")
            limits.check_size(name, status.st_size, limit)
            with os.fdopen(handle, "rb", closefd=False) as file:
                yield file
        finally:
            os.close(handle)
    except OSError as error:
        raise Refused(f"{name} cannot be read ({error.strerror}).") from None


def files_below(folder: Path) -> Iterator[LooseFile]:
    """Every file below a folder and its path, in order. Links are not followed. Raises Refused."""
    for count, (inside, path, status) in enumerate(_walk(folder, PurePosixPath())):
        if count >= limits.MEMBERS:
            raise Refused(f"The folder has more than {limits.MEMBERS} files and folders.")
        if is_link(status) or not stat.S_ISDIR(status.st_mode):
            yield _loose(inside, path, status)


def _walk(
    folder: Path, inside: PurePosixPath
) -> Iterator[tuple[PurePosixPath, Path, os.stat_result]]:
    """Everything below a folder in order."""
    if len(inside.parts) > limits.DEPTH:
        raise Refused(f"{shown(inside)} is more than {limits.DEPTH} folders deep.")
    with os.scandir(folder) as entries:
        names = (entry.name for entry in entries if not is_skipped(entry.name))
        # One more than is allowed is enough for a refusal.
        found = sorted(islice(names, limits.MEMBERS + 1))
    for name in found:
        path, place = folder / name, inside / name
        status = path.lstat()
        yield place, path, status
        if stat.S_ISDIR(status.st_mode) and not is_link(status):
            yield from _walk(path, place)
