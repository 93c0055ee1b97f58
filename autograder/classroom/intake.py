"""Intake: the exercises of one entry, copied into memory. Nothing is unpacked, followed or run."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from autograder.classroom.archives import archive_ending, archive_files
from autograder.classroom.disk import files_below, read_regular, refuse_link
from autograder.classroom.entries import Entry, Upload, shown
from autograder.classroom.exercise_files import (
    ARCHIVE,
    ARCHIVES,
    ExerciseFile,
    Names,
    Refused,
    choose,
    limit_of,
)
from autograder.sandbox.status import Status

Files = list[tuple[PurePosixPath, Path]]
"""Files on disk, each behind its path inside the submission."""


def take_in(entry: Entry, names: Names) -> Mapping[str, bytes]:
    """The exercises of one entry by name. Raises Refused."""
    if entry.problem:
        raise Refused(f"{entry.problem[0].upper()}{entry.problem[1:]}")
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
        raise Refused(f"There is no {names.wanted}; found: {some}{more}.")
    return chosen


def _files_of(upload: Upload) -> Iterator[tuple[PurePosixPath, Path]]:
    status = upload.path.lstat()
    refuse_link(status, upload.path.name)
    if stat.S_ISDIR(status.st_mode):
        yield from files_below(upload.path)
    else:
        yield PurePosixPath(upload.name), upload.path


def _candidates(files: Files, names: Names) -> Iterator[ExerciseFile]:
    """Files named like an exercise; archives are opened only if one is missing without them."""
    loose = [(*file, name) for file in files if (name := names.canonical(file[0].name))]
    for inside, path, name in loose:
        yield ExerciseFile(inside, name, read_regular(path, limit_of(name), inside))
    if names.missing(name for _, _, name in loose):
        archives = [file for file in files if archive_ending(file[0].name)]
        if len(archives) > ARCHIVES:
            raise Refused(f"There are {len(archives)} archives; hand in one.")
        for inside, path in archives:
            packed = read_regular(path, ARCHIVE, inside)
            yield from archive_files(packed, inside.name, names)
            del packed  # before the next one is read
