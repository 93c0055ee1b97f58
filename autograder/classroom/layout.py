"""
Layouts: how the folder of a class is arranged.

    plain       ada/, grace.zip, alan.tar.gz: one folder or archive per person
    nbgrader    submitted/ada/day4/: the folder `submitted` of a course, or the course
    Moodle      "Ada Lovelace_12345_assignsubmission_file/", or files that begin like that
    Canvas      lovelaceada_12_345_day4_ex1.py, lovelaceada_LATE_12_345_day4_ex1.py
    Gradescope  submission_123/ beside submission_metadata.yml

A layout is what every entry of a class fits. Names are chosen by strangers: one of them must not
decide how the entries of all others are read.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.entries import Entry, Part, id_of
from autograder.classroom.gradescope import METADATA, Submitters, read_submitters
from autograder.classroom.names import ANY_CASE
from autograder.classroom.refusal import Refused, shown

LAYOUTS = ("plain", "nbgrader", "Moodle", "Canvas", "Gradescope")
SUBMITTED = "submitted"
COURSE = {
    SUBMITTED,
    "source",
    "release",
    "autograded",
    "feedback",
    "nbgrader_config.py",
}  # of nbgrader
# What systems leave behind, which nobody handed in.
LITTER = re.compile(r"\.DS_Store|\._.*|__MACOSX|Thumbs\.db|desktop\.ini", ANY_CASE | re.DOTALL)
PACKED = re.compile(
    r"(?P<name>.+?)\.(?:zip|rar|7z|tar|t[gbx]z|tbz2|(?:tar\.)?(?:gz|bz2|xz|zst))",
    ANY_CASE | re.DOTALL,
)
SCRIPT = re.compile(r".*\.(?:py|ipynb)", ANY_CASE | re.DOTALL)
MOODLE = re.compile(r"_assignsubmission_[a-z]+(?=_|$)")
MOODLE_OWNER = re.compile(r"(?P<name>.+)_(?P<id>[0-9]+)", re.DOTALL)
CANVAS = re.compile(r"(?P<name>.+?)(?:_LATE)?(?P<ids>(?:_[0-9]+)+)_(?P<file>.+)", re.DOTALL)
CANVAS_ANONYMOUS = re.compile(
    r"(?:LATE_)?(?P<name>anon_[^_]+)(?P<ids>(?:_[0-9]+)*)_(?P<file>.+)", re.DOTALL
)
CANVAS_TEXT = {"text.html", "link.html"}  # typed into the page: an entry without an attachment
GRADESCOPE = re.compile(r"submission_[0-9]+")
OPEN = "the name {} can be read in two ways, so it is not clear who handed it in; rename the file."


@dataclass(frozen=True, slots=True)
class Listing:
    """What is in a folder. strays: names of what nobody handed in as a submission."""

    layout: str
    entries: tuple[Entry, ...]
    strays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Owned:
    """A part and the id of its owner. problem: why nobody can say who the owner is."""

    submission: str
    part: Part
    aliases: tuple[str, ...] = ()
    problem: str = ""


Owner = Callable[[Path], Owned | None]


def entries_in(folder: Path, layout: str | None = None) -> Listing:
    """
    All submissions of a class, in the order of their ids. Raises OSError.

    layout: one of LAYOUTS. Without it, raises Refused if no layout fits every entry.
    """
    paths = _paths(folder)
    owners = _owners(folder)
    layout = layout or _recognised(folder, paths, owners)
    if layout != "nbgrader":
        return _listing(layout, paths, owners[layout])
    inner = folder / SUBMITTED
    if not _is_folder(inner):
        return _listing(layout, paths, _plain)
    listing = _listing(layout, _paths(inner), _plain)
    beside = (path.name for path in paths if _is_work(path) and path.name not in COURSE)
    return Listing(layout, listing.entries, (*listing.strays, *map(id_of, beside)))


def _paths(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if not LITTER.fullmatch(path.name)]


def _owners(folder: Path) -> Mapping[str, Owner]:
    """How each layout finds the owner of an entry; None for what does not fit it."""
    has_submitted = _is_folder(folder / SUBMITTED)
    metadata = folder / METADATA
    submitters = read_submitters(metadata) if _is_file(metadata) else {}
    return {
        "plain": _plain,
        "nbgrader": lambda path: _plain(path) if has_submitted and path.name in COURSE else None,
        "Moodle": _moodle,
        "Canvas": _canvas,
        "Gradescope": lambda path: _gradescope(path, submitters),
    }


def _recognised(folder: Path, paths: list[Path], owners: Mapping[str, Owner]) -> str:
    """
    The layout that every entry fits. Raises Refused, which asks for it, where there is none.

    A platform comes before plain, as what it writes may fit both. If it wrote half of the entries
    or more, the others are a question; fewer are names that only look like it.
    """
    fit = {name: [path for path in paths if owner(path)] for name, owner in owners.items()}
    work = [path for path in paths if _is_work(path)]
    platform = max(LAYOUTS[1:], key=lambda name: len(fit[name]))
    if fit[platform] and set(work) <= set(fit[platform]):
        return platform
    if not fit["plain"] and not fit[platform]:
        return "plain"
    is_plain = 2 * len(fit[platform]) < len(work)
    likely = "plain" if is_plain else platform
    others = [path.name for path in work if path not in fit[likely]]
    if not others:
        return likely
    raise Refused(_question(folder, likely, others, len(work)))


def _question(folder: Path, likely: str, others: list[str], count: int) -> str:
    named = ", ".join(map(shown, others[:3])) + (", ..." if len(others) > 3 else "")
    do, them = ("does", "it") if len(others) == 1 else ("do", "them")
    return (
        f"{folder} looks like {likely}, "
        f"but {len(others)} of {count} entries {do} not fit: {named}; "
        f"move {them} away, or add --layout with {', '.join(map(str.lower, LAYOUTS[:-1]))} or "
        f"{LAYOUTS[-1].lower()}."
    )


def _listing(layout: str, paths: list[Path], owner: Owner) -> Listing:
    owned = {path: owner(path) for path in paths}
    strays = (path.name for path, found in owned.items() if found is None)
    entries = _entries(found for found in owned.values() if found is not None)
    if layout in {"plain", "nbgrader"}:
        entries = tuple(map(_once, entries))
    known = {METADATA} if layout == "Gradescope" else set()
    return Listing(layout, entries, tuple(id_of(s) for s in strays if s not in known))


def _entries(owned: Iterable[Owned]) -> tuple[Entry, ...]:
    """What belongs to one id, together."""
    by_id: dict[str, list[Owned]] = {}
    for found in owned:
        by_id.setdefault(found.submission, []).append(found)
    return tuple(_entry(submission, found) for submission, found in sorted(by_id.items()))


def _entry(submission: str, found: list[Owned]) -> Entry:
    """One id's parts; two people's under one id are a question."""
    parts, aliases = tuple(f.part for f in found), found[0].aliases
    problem = next((f.problem for f in found if f.problem), "")
    if any(f.aliases != aliases for f in found):
        names = " and ".join(shown(id_of(f.part.path.name)) for f in found[:3])
        problem = f"{names} have the same id but not the same owner; who handed it in?"
    return Entry(submission, () if problem else parts, aliases, problem)


def _once(entry: Entry) -> Entry:
    """Where one folder or archive is expected, two for one id are a question."""
    if len(entry.parts) == 1:
        return entry
    names = " and ".join(shown(id_of(part.path.name)) for part in entry.parts[:3])
    return Entry(entry.submission, (), entry.aliases, f"{names} are both there; which one counts?")


def _plain(path: Path) -> Owned | None:
    if path.name.startswith("."):
        return None
    if not _is_file(path):
        return Owned(id_of(path.name), Part(path, path.name))
    packed = PACKED.fullmatch(path.name)
    return Owned(id_of(packed["name"]), Part(path, path.name)) if packed else None


def _moodle(path: Path) -> Owned | None:
    """The id is in front of the last mark; behind it a file has the name that its owner chose."""
    marks = list(MOODLE.finditer(path.name))
    if not marks or marks[0].start() == 0:
        return None
    chosen = path.name[marks[-1].end() :].removeprefix("_")
    if _is_file(path) and len(marks) > 1:
        return _open(path)
    if not _is_file(path) and chosen:
        return None
    owner = path.name[: marks[-1].start()]
    person = MOODLE_OWNER.fullmatch(owner)
    name = id_of(person["name"] if person else owner)
    part = Part(path, chosen or path.name)
    return Owned(person["id"] if person else name, part, (name,))


def _canvas(path: Path) -> Owned | None:
    """
    The ids of user and attachment are between two names that strangers chose.

    More numbers in a row than Canvas writes could be the end of one or the start of the other.
    """
    anonymous = CANVAS_ANONYMOUS.fullmatch(path.name)
    match = anonymous or CANVAS.fullmatch(path.name)
    if match is None or not _is_file(path):
        return None
    ids = match["ids"].split("_")[1:]
    expected = (not anonymous) + (match["file"] not in CANVAS_TEXT)
    if len(ids) != expected:
        return _open(path) if len(ids) > expected else None
    name, part = id_of(match["name"]), Part(path, match["file"])
    return Owned(name, part) if anonymous else Owned(ids[0], part, (name,))


def _open(path: Path) -> Owned:
    """An entry that may be one person's or another's is nobody's until somebody has looked."""
    name = id_of(path.name)
    return Owned(name, Part(path, path.name), problem=OPEN.format(shown(name)))


def _gradescope(path: Path, submitters: Submitters) -> Owned | None:
    if not GRADESCOPE.fullmatch(path.name):
        return None
    people = submitters.get(path.name, ())
    keys = [person[0] for person in people if person]
    aliases = tuple(id_of(alias) for person in people for alias in (*person, path.name))
    return Owned(id_of("+".join(keys) or path.name), Part(path, path.name), aliases)


def _is_work(path: Path) -> bool:
    """Whether somebody may have handed this in: a folder, an archive of any kind, an exercise."""
    is_named = PACKED.fullmatch(path.name) or SCRIPT.fullmatch(path.name)
    return not path.name.startswith(".") and (bool(is_named) or not _is_file(path))


def _is_file(path: Path) -> bool:
    return _is_a(stat.S_ISREG, path)


def _is_folder(path: Path) -> bool:
    return _is_a(stat.S_ISDIR, path)


def _is_a(kind: Callable[[int], bool], path: Path) -> bool:
    """What a path itself is; one that cannot be looked at is nothing in particular."""
    with suppress(OSError):
        return kind(path.lstat().st_mode)
    return False
