"""
Layouts: how the folder of a class is arranged.

    plain       ada/, grace.zip, alan.tar.gz: one folder or archive per person
    nbgrader    submitted/ada/day4/: the folder `submitted` of a course, or the course
    Moodle      "Ada Lovelace_12345_assignsubmission_file/", or files that begin like that
    Canvas      lovelaceada_12_345_day4_ex1.py, lovelaceada_LATE_12_345_day4_ex1.py
    Gradescope  submission_123/ beside submission_metadata.yml
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.archive import archive_ending
from autograder.classroom.entry import Entry, Part, id_of
from autograder.classroom.gradescope import METADATA, Submitters, read_submitters
from autograder.classroom.names import is_skipped

MOODLE = re.compile(
    r"(?P<name>.+?)(?:_(?P<id>\d+))?_assignsubmission_[a-z]+(?:_(?P<file>.*))?", re.DOTALL
)
CANVAS = re.compile(
    r"(?P<name>.+?)(?:_LATE)?_(?P<id>\d+)_(?:\d+_(?P<file>.+)|(?P<text>text|link)\.html)"
    r"|(?:LATE_)?(?P<anon>anon_[^_]+)_(?:\d+_(?P<own>.+)|(?:text|link)\.html)",
    re.DOTALL,
)
GRADESCOPE = re.compile(r"submission_\d+")


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in a folder. strays: names of files that are no submission."""

    layout: str
    entries: tuple[Entry, ...]
    strays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Owned:
    """A part and the id of its owner."""

    submission: str
    part: Part
    aliases: tuple[str, ...] = ()


def entries_in(folder: Path) -> Listing:
    """All submissions of a class, in the order of their ids. Raises OSError."""
    inner = folder / "submitted"
    if inner.is_dir() and not inner.is_symlink():
        return _listing("nbgrader", inner, _plain)
    names = sorted(path.name for path in folder.iterdir())
    if any(map(MOODLE.fullmatch, names)):
        return _listing("Moodle", folder, _moodle)
    if any(CANVAS.fullmatch(name) and _is_file(folder / name) for name in names):
        return _listing("Canvas", folder, _canvas)
    if METADATA in names or (names and all(map(GRADESCOPE.fullmatch, names))):
        submitters = read_submitters(folder / METADATA) if METADATA in names else {}
        return _listing("Gradescope", folder, lambda path: _gradescope(path, submitters))
    return _listing("plain", folder, _plain)


def _listing(layout: str, folder: Path, owner: Callable[[Path], Owned | None]) -> Listing:
    paths = [path for path in sorted(folder.iterdir()) if not is_skipped(path.name)]
    owned = {path: owner(path) for path in paths}
    strays = (path.name for path, found in owned.items() if found is None)
    entries = _entries(found for found in owned.values() if found is not None)
    if layout in {"plain", "nbgrader"}:
        entries = tuple(map(_once, entries))
    return Listing(layout, entries, tuple(id_of(s) for s in strays if s != METADATA))


def _entries(owned: Iterable[Owned]) -> tuple[Entry, ...]:
    """What belongs to one id, together."""
    by_id: dict[str, list[Owned]] = {}
    for found in owned:
        by_id.setdefault(found.submission, []).append(found)
    return tuple(
        Entry(submission, tuple(f.part for f in found), found[0].aliases)
        for submission, found in sorted(by_id.items())
    )


def _once(entry: Entry) -> Entry:
    """Where one folder or archive is expected, two for one id are a question."""
    if len(entry.parts) == 1:
        return entry
    names = " and ".join(id_of(part.path.name) for part in entry.parts)
    return Entry(entry.submission, (), entry.aliases, f"{names} are both there; which one counts?")


def _plain(path: Path) -> Owned | None:
    ending = archive_ending(path.name)
    if ending is None and _is_file(path):
        return None
    name = path.name[: -len(ending)] if ending and _is_file(path) else path.name
    return Owned(id_of(name), Part(path, path.name))


def _moodle(path: Path) -> Owned | None:
    match = MOODLE.fullmatch(path.name)
    if match is None:
        return None
    name = id_of(match["name"])
    return Owned(match["id"] or name, Part(path, match["file"] or path.name), (name,))


def _canvas(path: Path) -> Owned | None:
    match = CANVAS.fullmatch(path.name)
    if match is None:
        return None
    part = Part(path, match["file"] or match["own"] or path.name)
    if match["anon"]:
        return Owned(id_of(match["anon"]), part)
    return Owned(match["id"], part, (id_of(match["name"]),))


def _gradescope(path: Path, submitters: Submitters) -> Owned | None:
    if not GRADESCOPE.fullmatch(path.name):
        return None
    people = submitters.get(path.name, ())
    keys = [person[0] for person in people if person]
    aliases = tuple(id_of(alias) for person in people for alias in (*person, path.name))
    return Owned(id_of("+".join(keys) or path.name), Part(path, path.name), aliases)


def _is_file(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)
