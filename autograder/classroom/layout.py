"""Layouts: how the folder of a class is arranged.

    plain       ada/, grace.zip, alan.tar.gz: one folder or archive per person
    nbgrader    submitted/ada/day4/: the folder `submitted` of a course, or the course
    Moodle      "Ada Lovelace_12345_assignsubmission_file/", or files that begin like that
    Canvas      lovelaceada_12_345_day4_ex1.py, lovelaceada_LATE_12_345_day4_ex1.py
    Gradescope  submission_123/ beside submission_metadata.yml

A layout is what every entry of a class fits. Learners choose many of the names: one of them must
not decide how everybody else's entries are read.

Long, because each platform has a way of its own to say who handed in what.
"""

import json
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.entries import LISTING, Entry, Upload, id_of, shown
from autograder.classroom.intake import read_regular
from autograder.grading.errors import KitError
from autograder.grading.submission import ANY_CASE

LAYOUTS = ("plain", "nbgrader", "Moodle", "Canvas", "Gradescope")
SUBMITTED = "submitted"
COURSE = {SUBMITTED, "source", "release", "autograded", "feedback", "nbgrader_config.py"}
# What operating systems leave behind, which nobody handed in.
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
# Of the file that names the submitters of Gradescope's folders; see `submitters_in`.
METADATA = "submission_metadata.yml"
FOLDER = re.compile(r"""(?P<quote>["']?)(?P<folder>\S+?)(?P=quote):\s*""")
FIELD = re.compile(r"(?P<dash>\s*- |\s+):(?P<key>name|sid|email):(?: +(?P<value>.*?))?\s*")
SECTION = re.compile(r"  :\w+:.*")
BYTE = re.compile(r"\\x([0-9A-Fa-f]{2})")
# A line that ends within quotes: YAML breaks long values, and the rest of one is not a field.
UNFINISHED = re.compile(r"""\s*(?:- )?:\w+: +(?:"(?:[^"\\]|\\.){0,4096}|'(?:[^']|''){0,4096})""")
AMBIGUOUS = (
    "the name {} can be read in two ways, so it is not clear who handed it in; rename the file."
)


@dataclass(frozen=True, slots=True)
class Listing:
    """What is in a folder. strays: names of files that are nobody's submission."""

    layout: str
    entries: tuple[Entry, ...]
    strays: tuple[str, ...] = ()


Submitters = Mapping[str, tuple[tuple[str, ...], ...]]
"""For each folder its submitters; for each of them what is known, the best id first."""

EntryOf = Callable[[Path], Entry | None]
"""The entry that one path is, or is a part of; None if it does not fit the layout."""


def entries_in(folder: Path, layout: str | None = None) -> Listing:
    """All submissions of a class, in the order of their ids. Raises OSError.

    layout: one of LAYOUTS. Without it, raises KitError if no layout fits every entry.
    """
    paths = _paths(folder)
    readers = _readers(folder)
    layout = layout or _recognised(folder, paths, readers)
    inner = folder / SUBMITTED
    if layout == "nbgrader" and _is_a(inner, stat.S_IFDIR):
        listing = _listing(layout, _paths(inner), _plain)
        beside = (path.name for path in paths if _is_work(path) and path.name not in COURSE)
        return Listing(layout, listing.entries, (*listing.strays, *map(id_of, beside)))
    return _listing(layout, paths, _plain if layout == "nbgrader" else readers[layout])


def _paths(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if not LITTER.fullmatch(path.name)]


def _readers(folder: Path) -> Mapping[str, EntryOf]:
    """How each layout reads a path. Raises KitError if Gradescope's metadata cannot be read."""
    has_submitted = _is_a(folder / SUBMITTED, stat.S_IFDIR)
    metadata = folder / METADATA
    text = read_regular(metadata, LISTING).decode(errors="replace") if _is_a(metadata) else ""
    submitters = submitters_in(text)
    return {
        "plain": _plain,
        "nbgrader": lambda path: _plain(path) if has_submitted and path.name in COURSE else None,
        "Moodle": _moodle,
        "Canvas": _canvas,
        "Gradescope": lambda path: _gradescope(path, submitters),
    }


def _recognised(folder: Path, paths: list[Path], readers: Mapping[str, EntryOf]) -> str:
    """The layout that every entry fits. If there is none, raises KitError, which asks for it.

    A platform comes before plain, as what it writes may fit both. If it wrote at least half of
    the entries, the others are a question; otherwise these names only look like the platform's.
    """
    fit = {name: [path for path in paths if read(path)] for name, read in readers.items()}
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
    raise KitError(_question(folder, likely, others, len(work)), exit_code=2)


def _question(folder: Path, likely: str, others: list[str], count: int) -> str:
    named = ", ".join(map(shown, others[:3])) + (", ..." if len(others) > 3 else "")
    do, them = ("does", "it") if len(others) == 1 else ("do", "them")
    *first, last = map(str.lower, LAYOUTS)
    return (
        f"{folder} looks like {likely}, but {len(others)} of {count} entries {do} not fit: {named};"
        f" move {them} away, or add --layout with {', '.join(first)} or {last}."
    )


def _listing(layout: str, paths: list[Path], read: EntryOf) -> Listing:
    found = {path: read(path) for path in paths}
    known = {METADATA} if layout == "Gradescope" else set()
    strays = (p.name for p, entry in found.items() if entry is None and p.name not in known)
    is_single = layout in {"plain", "nbgrader"}
    entries = _merged(filter(None, found.values()), is_single=is_single)
    return Listing(layout, tuple(entries), tuple(map(id_of, strays)))


def _merged(entries: Iterable[Entry], *, is_single: bool) -> Iterator[Entry]:
    """One entry for each id; if its parts may belong to two people, that is a question.

    is_single: whether one folder or archive is expected, so that two are a question, too.
    """
    by_id: dict[str, list[Entry]] = {}
    for entry in entries:
        by_id.setdefault(entry.submission, []).append(entry)
    for submission, parts in sorted(by_id.items()):
        uploads = tuple(upload for part in parts for upload in part.uploads)
        names = " and ".join(shown(id_of(upload.path.name)) for upload in uploads[:3])
        problem = next((part.problem for part in parts if part.problem), "")
        if any(part.aliases != parts[0].aliases for part in parts):
            problem = f"{names} have the same id but not the same owner; who handed it in?"
        elif is_single and len(uploads) > 1:
            problem = f"{names} have the same id; which one counts?"
        yield Entry(submission, () if problem else uploads, parts[0].aliases, problem)


def _plain(path: Path) -> Entry | None:
    name, packed = path.name, PACKED.fullmatch(path.name)
    if name.startswith(".") or (_is_a(path) and packed is None):
        return None
    owner = packed["name"] if packed and _is_a(path) else name
    return Entry(id_of(owner), (Upload(path, name),))


def _moodle(path: Path) -> Entry | None:
    """The id is in front of the last mark; behind it a file has the name that its owner chose."""
    marks = list(MOODLE.finditer(path.name))
    if not marks or marks[0].start() == 0:
        return None
    chosen = path.name[marks[-1].end() :].removeprefix("_")
    if _is_a(path) and len(marks) > 1:
        return _ambiguous(path)
    if not _is_a(path) and chosen:
        return None
    owner = path.name[: marks[-1].start()]
    person = MOODLE_OWNER.fullmatch(owner)
    name = id_of(person["name"] if person else owner)
    upload = Upload(path, chosen or path.name)
    return Entry(person["id"] if person else name, (upload,), (name,))


def _canvas(path: Path) -> Entry | None:
    """The ids of user and attachment are between two names that learners chose.

    More numbers in a row than Canvas writes could be the end of one or the start of the other.
    """
    anonymous = CANVAS_ANONYMOUS.fullmatch(path.name)
    match = anonymous or CANVAS.fullmatch(path.name)
    if match is None or not _is_a(path):
        return None
    ids = match["ids"].split("_")[1:]
    expected = (not anonymous) + (match["file"] not in CANVAS_TEXT)
    if len(ids) != expected:
        return _ambiguous(path) if len(ids) > expected else None
    name, uploads = id_of(match["name"]), (Upload(path, match["file"]),)
    return Entry(name, uploads) if anonymous else Entry(ids[0], uploads, (name,))


def _ambiguous(path: Path) -> Entry:
    """What may be one person's or another's is nobody's until somebody has looked."""
    name = id_of(path.name)
    return Entry(name, (Upload(path, path.name),), problem=AMBIGUOUS.format(shown(name)))


def _gradescope(path: Path, submitters: Submitters) -> Entry | None:
    if not GRADESCOPE.fullmatch(path.name):
        return None
    people = submitters.get(path.name, ())
    keys = [person[0] for person in people if person]
    aliases = tuple(id_of(alias) for person in people for alias in (*person, path.name))
    return Entry(id_of("+".join(keys) or path.name), (Upload(path, path.name),), aliases)


def _is_work(path: Path) -> bool:
    """Whether somebody may have handed this in: a folder, an archive of any kind, an exercise."""
    is_named = PACKED.fullmatch(path.name) or SCRIPT.fullmatch(path.name)
    return not path.name.startswith(".") and (bool(is_named) or not _is_a(path))


def _is_a(path: Path, kind: int = stat.S_IFREG) -> bool:
    """Whether a path itself is of a kind; one that cannot be looked at is none in particular."""
    with suppress(OSError):
        return stat.S_IFMT(path.lstat().st_mode) == kind
    return False


def submitters_in(text: str) -> Submitters:
    """Who handed in which folder, from the `submission_metadata.yml` of a Gradescope export.

        submission_123:
          :submitters:
          - :name: Ada Lovelace
            :sid: '100'
            :email: ada@example.org

    Only these lines are read, so there is no need for a YAML library, or anything that builds
    objects; lines that are not understood are skipped.
    """
    found: dict[str, list[dict[str, str]]] = {}
    people: list[dict[str, str]] = []
    section = ""
    for line in _whole_lines(text):
        if folder := FOLDER.fullmatch(line):
            people = found.setdefault(folder["folder"], [])
        if SECTION.fullmatch(line) or not line.startswith(" "):
            section = line.strip()
        elif section == ":submitters:" and (field := FIELD.fullmatch(line)):
            if "-" in field["dash"] or not people:
                people.append({})
            people[-1][field["key"]] = _scalar(field["value"] or "")
    known = ("sid", "email", "name")
    return {
        folder: tuple(tuple(one[key] for key in known if one.get(key)) for one in people)
        for folder, people in found.items()
    }


def _whole_lines(text: str) -> Iterator[str]:
    """The lines of a text, each value on one."""
    begun = ""
    for line in text.split("\n"):
        begun = f"{begun} {line.strip()}" if begun else line.rstrip("\r")
        if not UNFINISHED.fullmatch(begun):
            yield begun
            begun = ""
    yield begun


def _scalar(text: str) -> str:
    """A value as Ruby's YAML writes it: bare, or in single or double quotes."""
    if text[:1] == "'" and text[-1:] == "'" and len(text) > 1:
        return text[1:-1].replace("''", "'")
    if text[:1] == '"':
        try:
            return str(json.loads(BYTE.sub(r"\\u00\1", text)))
        except ValueError:
            return text.strip('"')
    return "" if text in {"null", "~"} else text
