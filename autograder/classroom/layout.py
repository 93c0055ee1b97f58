"""Layouts: how the folder of a class is arranged.

    plain       ada/, grace.zip, alan.tar.gz: one folder or archive per person
    nbgrader    submitted/ada/day5/: the folder `submitted` of a course, or the course
    Moodle      "Ada Lovelace_12345_assignsubmission_file/", or files that begin like that
    Canvas      lovelaceada_12_345_day5_ex1.py, lovelaceada_LATE_12_345_day5_ex1.py
    Gradescope  submission_123/ beside submission_metadata.yml
    Brightspace "271836-442356 - Ada Lovelace- Nov 23, 2026 1010 AM/", or files that begin like that
    Blackboard  "Day 5_ada_attempt_2026-11-23-10-10-00_day5_ex1.py"
    Classroom   cs101-day5-ada/: GitHub Classroom or Classroom 50

A layout is what most entries of a class fit. Learners choose many of the names: one of them must
not decide how everybody else's entries are read. What does not fit is a misfit: it is somebody's
work all the same, so it is named, and the roster may say whose it is.
"""

import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.classroom import exports
from autograder.classroom.entries import LISTING, LITTER, Entry, Upload, id_of, shown
from autograder.classroom.intake import read_regular
from autograder.classroom.submitters import Submitters, submitters_in
from autograder.grading.errors import KitError
from autograder.grading.submission import ANY_CASE

LAYOUTS = (
    *("plain", "nbgrader", "Moodle", "Canvas", "Gradescope"),
    *("Brightspace", "Blackboard", "Classroom"),
)
SUBMITTED = "submitted"
CONFIG = "nbgrader_config.py"
COURSE = {SUBMITTED, "source", "release", "autograded", "feedback", CONFIG}
PACKED = re.compile(
    r"(?P<name>.+?)\.(?:zip|rar|7z|tar|t[gbx]z|tbz2|(?:tar\.)?(?:gz|bz2|xz|zst))",
    ANY_CASE | re.DOTALL,
)
SCRIPT = re.compile(r"(?P<name>.*)\.(?:py|ipynb)", ANY_CASE | re.DOTALL)
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
GRADESCOPE = re.compile(r"submission_[0-9]+")
METADATA = "submission_metadata.yml"
OWN_FILES = {"Gradescope": {METADATA}, "Brightspace": {"index.html"}}
"""What a platform adds, which nobody handed in."""
UNCLEAR = "so it is not clear whose it is;"
INTO = "put it into a folder with the id of its owner."
WHICH = "which one counts?"
APART = "rename it, or grade it in a folder of its own."

ALIKE = 2  # folders with a file of the same name: people, or attempts of one person


@dataclass(frozen=True, slots=True)
class Listing:
    """What is in a folder.

    misfits: entries whose names do not say whose they are, each with that as its problem; the last
    alias is what may be an id. strays: names of files that are nobody's submission. folder: where
    all of that is. earlier: the attempts before the newest, the first one first: somebody's first
    attempt is in the first, the second in the next.
    """

    layout: str
    entries: tuple[Entry, ...]
    strays: tuple[str, ...] = ()
    misfits: tuple[Entry, ...] = ()
    folder: Path = Path()
    earlier: tuple["Listing", ...] = ()

    @property
    def attempts(self) -> tuple["Listing", ...]:
        """All of them, in order; each counts, so nothing is said of the others."""
        newest = tuple(replace(entry, remark="") for entry in self.entries)
        earlier = (replace(one, folder=self.folder) for one in self.earlier)
        return (*earlier, replace(self, entries=newest, earlier=()))


EntryOf = Callable[[Path], Entry | None]
"""The entry that one path is, or is a part of; None if it does not fit the layout."""

IsKnown = Callable[[str], bool]
"""Whether the roster has somebody of this id or name."""


def entries_in(
    folder: Path, layout: str | None = None, is_known: IsKnown = lambda _: False
) -> Listing:
    """All submissions of a class, in the order of their ids. Raises OSError.

    layout: one of LAYOUTS. Without it, raises KitError if a single folder may be a person or a
    class.
    """
    folder = _class_below(folder, layout, is_known)
    paths = _paths(folder)
    readers = _readers(folder, paths)
    layout = layout or _recognised(paths, readers)
    if layout == "nbgrader" and is_a(folder / SUBMITTED, stat.S_IFDIR):
        listing = _listing(layout, _paths(folder / SUBMITTED), _plain)
        beside = [path for path in paths if _is_work(path) and path.name not in COURSE]
        misfits = (*listing.misfits, *(_misfit(path, layout) for path in beside))
        return replace(listing, misfits=misfits, folder=folder)
    read = _plain if layout == "nbgrader" else readers[layout]
    return replace(_listing(layout, paths, read), folder=folder)


def _paths(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if not LITTER.fullmatch(path.name)]


def _class_below(folder: Path, layout: str | None, is_known: IsKnown) -> Path:
    """The folder itself or, if all that it holds is the folder of the class, that one.

    Raises KitError if this cannot be told: then it is a person or a class.
    """
    work = [path for path in _paths(folder) if _is_work(path)]
    if len(work) != 1 or not is_a(work[0], stat.S_IFDIR) or stem(work[0].name) == SUBMITTED:
        return folder
    readers, (inner,) = _readers(folder, work), work
    is_read = any(read(inner) for name, read in readers.items() if name != "plain")
    if is_read or is_known(inner.name):
        return folder
    if _holds_a_class(inner, layout, is_known):
        return _class_below(inner, layout, is_known)
    if alike := _alike(_paths(inner)):
        raise KitError(
            f"{folder} holds a single folder, {shown(inner.name)}, with the same files in "
            f"{' and '.join(map(shown, alike[:3]))}. If these are people, name that folder: "
            f"{inner}. If it is one person's, leave only what counts.",
            exit_code=2,
        )
    return folder


def _holds_a_class(folder: Path, layout: str | None, is_known: IsKnown) -> bool:
    """Whether the only folder of a class is one, too: somebody is known, or a platform wrote it."""
    paths = _paths(folder)
    if any(is_known(stem(path.name)) for path in paths if _is_work(path)):
        return True
    readers = _readers(folder, paths)
    found = layout or _recognised(paths, readers)
    if found == "nbgrader":
        return is_a(folder / CONFIG)
    entries = _listing(found, paths, readers[found]).entries if found != "plain" else ()
    return len({entry.submission for entry in entries}) > 1


def _alike(paths: Iterable[Path]) -> list[str]:
    """Some folders in which a script or a notebook has the same name."""
    owners: dict[str, list[str]] = {}
    for path in paths:
        with suppress(OSError):
            names = {p.name for p in path.glob("*") if SCRIPT.fullmatch(p.name)}
            for name in names:
                owners.setdefault(name, []).append(path.name)
    return next((found for found in owners.values() if len(found) >= ALIKE), [])


def _readers(folder: Path, paths: Iterable[Path]) -> Mapping[str, EntryOf]:
    """How each layout reads a path. Raises KitError if Gradescope's metadata cannot be read."""
    course = COURSE if is_a(folder / SUBMITTED, stat.S_IFDIR) else set()
    metadata = folder / METADATA
    text = read_regular(metadata, LISTING).decode(errors="replace") if is_a(metadata) else ""
    submitters = submitters_in(text)
    assignment = exports.assignment_of(path.name for path in paths)
    prefix = exports.classroom_of(path.name for path in paths if not is_a(path))
    return {
        "plain": _plain,
        "nbgrader": lambda path: Entry(path.name, ()) if path.name in course else None,
        "Moodle": lambda path: exports.moodle(path, is_file=is_a(path)),
        "Canvas": lambda path: exports.canvas(path, is_file=is_a(path)),
        "Gradescope": lambda path: _gradescope(path, submitters),
        "Brightspace": exports.brightspace,
        "Blackboard": lambda path: exports.blackboard(path, assignment, is_file=is_a(path)),
        "Classroom": lambda path: exports.classroom(path, prefix, is_file=is_a(path)),
    }


def _recognised(paths: list[Path], readers: Mapping[str, EntryOf]) -> str:
    """The layout that most entries fit.

    A platform comes before plain, as what it writes may fit both, if it wrote most of the entries;
    otherwise these names only look like the platform's.
    """
    fit = {name: sum(1 for path in paths if read(path)) for name, read in readers.items()}
    platform = max(LAYOUTS[1:], key=lambda name: fit[name])
    count = sum(1 for path in paths if _is_work(path))
    needed = count // 2 + 1 if fit["plain"] >= count else (count + 1) // 2
    return platform if fit[platform] >= max(needed, 1) else "plain"


def _listing(layout: str, paths: list[Path], read: EntryOf) -> Listing:
    found = {path: read(path) for path in paths}
    others = [path for path, entry in found.items() if entry is None]
    own = OWN_FILES.get(layout, set())
    strays = (path.name for path in others if not _is_work(path) and path.name not in own)
    misfits = tuple(_misfit(path, layout) for path in others if _is_work(path))
    parts = list(filter(None, found.values()))
    entries = _merged(parts, is_single=layout in SINGLE)
    earlier = (Listing(layout, tuple(_merged(some, is_single=False))) for some in _earlier(parts))
    return Listing(
        layout, tuple(entries), tuple(map(id_of, strays)), misfits, earlier=tuple(earlier)
    )


def _earlier(entries: Iterable[Entry]) -> list[list[Entry]]:
    """The parts of first attempts, of second ones, and so on, without the newest of anybody."""
    attempts: dict[str, dict[str, list[Entry]]] = {}
    for entry in entries:
        attempts.setdefault(entry.submission, {}).setdefault(entry.attempt, []).append(entry)
    older = [[found[one] for one in sorted(found)[:-1]] for found in attempts.values()]
    ranks = range(max(map(len, older), default=0))
    return [[part for one in older if rank < len(one) for part in one[rank]] for rank in ranks]


SINGLE = {"plain", "nbgrader", "Classroom"}
"""Layouts with one folder or archive for each person, so that two are a question."""


def _misfit(path: Path, layout: str) -> Entry:
    """What somebody handed in, but its name does not say who."""
    name = id_of(path.name)
    problem = f"{shown(name)} is not named as {layout} names files, {UNCLEAR} {APART}"
    if is_a(path) and layout in {"plain", "nbgrader"}:
        problem = f"{shown(name)} is not in a folder, {UNCLEAR} {INTO}"
    return Entry(
        name,
        (Upload(path, path.name),),
        tuple(dict.fromkeys((name, id_of(stem(path.name))))),
        problem,
    )


def stem(name: str) -> str:
    """A name without the ending of an archive or a script."""
    match = PACKED.fullmatch(name) or SCRIPT.fullmatch(name)
    return match["name"] if match and match["name"] else name


def _merged(entries: Iterable[Entry], *, is_single: bool) -> Iterator[Entry]:
    """One entry for each id; if its parts may belong to two people, that is a question.

    Of several attempts the newest counts. is_single: whether one folder or archive is expected, so
    that two are a question, too, unless they hold the same.
    """
    by_id: dict[str, list[Entry]] = {}
    for entry in entries:
        by_id.setdefault(entry.submission, []).append(entry)
    for _, parts in sorted(by_id.items()):
        newest = max(part.attempt for part in parts)
        uploads = tuple(u for part in parts if part.attempt == newest for u in part.uploads)
        every = tuple(upload for part in parts for upload in part.uploads)
        names = " and ".join(shown(id_of(upload.path.name)) for upload in every[:3])
        problem = next((part.problem for part in parts if part.problem), "")
        if any(part.aliases != parts[0].aliases for part in parts):
            problem = f"{names} have the same id but not the same owner; who handed it in?"
        elif _is_unclear([part.attempt for part in parts]):
            problem = f"{names} have the same id; {WHICH}"
        question = f"{names} have the same id; {WHICH}" if is_single and len(uploads) > 1 else ""
        remark = _older([part for part in parts if part.attempt != newest], newest)
        first = replace(parts[0], problem=problem, attempt=newest)
        told = replace(first, uploads=uploads, remark=remark, question=question)
        yield replace(first, uploads=()) if problem else told


def _is_unclear(attempts: Sequence[str]) -> bool:
    """Whether there are several, and one of them has no time that is known."""
    return len(set(attempts)) > 1 and not all(map(TIME.match, attempts))


def _older(parts: list[Entry], newest: str) -> str:
    """What became of earlier attempts."""
    if not parts:
        return ""
    names = dict.fromkeys(shown(id_of(u.path.name)) for part in parts for u in part.uploads)
    return f"The newest attempt counts ({newest}); handed in before: {', '.join(names)}."


def _plain(path: Path) -> Entry | None:
    name, packed = path.name, PACKED.fullmatch(path.name)
    if name.startswith(".") or (is_a(path) and packed is None):
        return None
    owner = packed["name"] if packed and is_a(path) else name
    return Entry(id_of(owner), (Upload(path, name),))


def _gradescope(path: Path, submitters: Submitters) -> Entry | None:
    if not GRADESCOPE.fullmatch(path.name):
        return None
    people = submitters.get(path.name, ())
    keys = [person[0] for person in people if person]
    aliases = tuple(id_of(alias) for person in people for alias in (*person, path.name))
    each = tuple(tuple(map(id_of, person)) for person in people if person)
    name = id_of("+".join(keys) or path.name)
    return Entry(name, (Upload(path, path.name),), aliases, people=each)


def _is_work(path: Path) -> bool:
    """Whether somebody may have handed this in: a folder, an archive of any kind, an exercise."""
    is_named = PACKED.fullmatch(path.name) or SCRIPT.fullmatch(path.name)
    return not path.name.startswith(".") and (bool(is_named) or not is_a(path))


def is_a(path: Path, kind: int = stat.S_IFREG) -> bool:
    """Whether a path itself is of a kind; one that cannot be looked at is none in particular."""
    with suppress(OSError):
        return stat.S_IFMT(path.lstat().st_mode) == kind
    return False
