"""Intake: the exercises of one entry, copied into memory. Nothing is written to disk, no link is
followed, nothing is run, and no device is waited for.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath

from autograder.classroom import entries as limits
from autograder.classroom.archives import archive_ending, archive_files
from autograder.classroom.entries import Entry, ExerciseFile, Names, Refused, Upload, choose, shown
from autograder.grading.submission import is_skipped
from autograder.sandbox.status import Status

# Windows has neither links that can be opened by accident nor files that block when opened.
SAFELY = sum(
    getattr(os, name, 0)
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
)
# Symbolic link and junction; other reparse points, such as files in a cloud, are files.
LINK_TAGS = {0xA000000C, 0xA0000003}


def take_in(entry: Entry, names: Names) -> Mapping[str, bytes]:
    """The exercises of one entry by name. Raises Refused."""
    if entry.problem:
        raise Refused(entry.problem)
    if not entry.uploads:
        raise Refused("Nothing was handed in.", Status.NOT_SUBMITTED)
    try:
        files = [file for upload in entry.uploads for file in _files_of(upload)]
        if not files:
            raise Refused("The folder is empty.", Status.NOT_SUBMITTED)
        chosen = choose(_candidates(files, names))
    except OSError as error:
        raise Refused(f"It cannot be read ({error.strerror}).") from None
    if not chosen:
        some = ", ".join(shown(inside) for inside, _ in files[:3])
        more = f" and {len(files) - 3} more" if len(files) > 3 else ""
        wanted = " or ".join(f"{name}.py" for name in names.exercises)
        raise Refused(f"There is no {wanted}; found: {some}{more}.")
    return chosen


def _files_of(upload: Upload) -> Iterator[tuple[PurePosixPath, Path]]:
    status = upload.path.lstat()
    refuse_link(status, upload.path.name)
    if stat.S_ISDIR(status.st_mode):
        yield from files_below(upload.path)
    else:
        yield PurePosixPath(upload.name), upload.path


def _candidates(files: list[tuple[PurePosixPath, Path]], names: Names) -> Iterator[ExerciseFile]:
    """Files named like an exercise; archives are opened only if one is missing without them."""
    loose = [(*file, name) for file in files if (name := names.canonical(file[0].name))]
    for inside, path, name in loose:
        yield ExerciseFile(inside, name, read_regular(path, limits.limit_of(name), inside))
    if names.missing(name for _, _, name in loose):
        archives = [file for file in files if archive_ending(file[0].name)]
        if len(archives) > limits.ARCHIVES:
            raise Refused(f"There are {len(archives)} archives; hand in one.")
        for inside, path in archives:
            packed = read_regular(path, limits.ARCHIVE, inside)
            yield from archive_files(packed, inside.name, names)
            del packed  # before the next one is read


def refuse_link(status: os.stat_result, name: object) -> None:
    """Refuse a path that is itself a link of any kind."""
    if stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) in LINK_TAGS:
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
    limits.check_size(name, len(content), limit)
    return content


def files_below(folder: Path) -> Iterator[tuple[PurePosixPath, Path]]:
    """Every file below a folder and its path inside, in order. Raises Refused."""
    for count, (inside, path, is_folder) in enumerate(_walk(folder, PurePosixPath())):
        if count >= limits.MEMBERS:
            raise Refused(f"The folder has more than {limits.MEMBERS} files and folders.")
        if not is_folder:
            yield inside, path


def _walk(folder: Path, inside: PurePosixPath) -> Iterator[tuple[PurePosixPath, Path, bool]]:
    """Everything below a folder in order, and whether it is a folder."""
    if len(inside.parts) > limits.DEPTH:
        raise Refused(f"{shown(inside)} is more than {limits.DEPTH} folders deep.")
    with os.scandir(folder) as entries:
        names = (entry.name for entry in entries if not is_skipped(entry.name))
        # One more than is allowed is enough for a refusal.
        some = sorted(islice(names, limits.MEMBERS + 1))
    for name in some:
        path, place = folder / name, inside / name
        status = path.lstat()
        refuse_link(status, place)
        is_folder = stat.S_ISDIR(status.st_mode)
        yield place, path, is_folder
        if is_folder:
            yield from _walk(path, place)
