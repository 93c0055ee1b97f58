"""Intake: the files of one entry, copied into memory. Nothing is unpacked, followed or run."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.classroom.archives import archive_ending, archive_files
from autograder.classroom.caps import ARCHIVE, ARCHIVES
from autograder.classroom.disk import files_below, is_link, read_regular
from autograder.classroom.entries import Entry
from autograder.classroom.exercise_files import Found, capped, choose, limit_of
from autograder.classroom.names import Names
from autograder.classroom.refusal import NothingThere, Refused, shown


@dataclass(frozen=True, slots=True)
class Loose:
    """A file on disk by its path inside of the submission."""

    inside: PurePosixPath
    path: Path


def take_in(entry: Entry, names: Names) -> Mapping[str, bytes]:
    """The exercises of one entry by name. Raises Refused or NothingThere."""
    if entry.problem:
        raise Refused(f"{entry.problem[0].upper()}{entry.problem[1:]}")
    try:
        files = [file for part in entry.parts for file in _loose(part.path, part.name)]
        return choose(_found(files, names))
    except OSError as error:
        raise Refused(f"It cannot be read ({error.strerror}).") from None


def _loose(path: Path, name: str) -> Iterator[Loose]:
    status = path.lstat()
    if is_link(status):
        raise Refused(f"{shown(path.name)} is a link, which is not followed.")
    if stat.S_ISDIR(status.st_mode):
        yield from (Loose(inside, file) for inside, file in files_below(path))
    else:
        yield Loose(PurePosixPath(name), path)


def _found(files: list[Loose], names: Names) -> list[Found]:
    """Files with the name of an exercise; archives only where these leave one out."""
    if not files:
        raise NothingThere("The folder is empty.")
    found = list(capped(_candidates(files, names)))
    if not found:
        raise Refused(_nothing_found(files, names))
    return found


def _candidates(files: list[Loose], names: Names) -> Iterator[Found]:
    loose = [(file, name) for file in files if (name := names.canonical(file.inside.name))]
    yield from (_read(file, name) for file, name in loose)
    if names.missing({name for _, name in loose}):
        for file in _archives(files):
            packed = read_regular(file.path, ARCHIVE, file.inside)
            yield from archive_files(packed, file.inside.name, names)
            del packed  # before the next one is read


def _read(file: Loose, name: str) -> Found:
    return Found(file.inside, name, read_regular(file.path, limit_of(name), file.inside))


def _archives(files: list[Loose]) -> list[Loose]:
    archives = [file for file in files if archive_ending(file.inside.name)]
    if len(archives) > ARCHIVES:
        raise Refused(f"There are {len(archives)} archives; hand in one.")
    return archives


def _nothing_found(files: list[Loose], names: Names) -> str:
    there = ", ".join(shown(file.inside) for file in files[:3])
    more = f" and {len(files) - 3} more" if len(files) > 3 else ""
    return f"There is no {names.asked}; found: {there}{more}."
