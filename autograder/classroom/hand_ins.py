"""hand-ins/: the exports of a course, each as it came, and when each person handed in what."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, is_zipfile

from autograder.classroom.archives import archive_ending
from autograder.classroom.crowd import may_be_a_person
from autograder.classroom.entries import LISTING, LITTER, Entry, Refused, shown
from autograder.classroom.exports import is_marked_late, is_platforms
from autograder.classroom.intake import PACKED, STAMP, read_regular
from autograder.classroom.layout import METADATA, SCRIPT, IsKnown, Listing, entries_in, is_a
from autograder.classroom.submitters import submitted_in
from autograder.classroom.unpacking import BY_HAND, GARBAGE, unpacked
from autograder.grading.errors import KitError

FOLDER = "hand-ins"
UNPACKED = ".unpacked"
DATE = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?!\d)(?:[T _-]+(?P<hour>\d{2})[.:h-]?(?P<minute>\d{2}))?"
)
DEPTH = 3  # folders down to a learner's exercises


@dataclass(frozen=True, slots=True)
class Export:
    """What a platform gave on one day. date: of its name, else when it was last written."""

    name: str
    path: Path
    date: datetime


@dataclass(frozen=True, slots=True)
class When:
    """When something was handed in; "" if nothing says so. is_late: as the platform says."""

    submitted: str = ""
    is_late: bool = False


def exports_in(course: Path, is_known: IsKnown, zone: tzinfo) -> list[Export]:
    """The exports of a course, the oldest first. Raises KitError.

    hand-ins/ holds exports side by side, each a folder or an archive, or it is one itself.
    """
    folder = course / FOLDER
    every = _paths(folder)
    paths = [path for path in every if archive_ending(path.name) or not is_a(path)]
    if not any(not is_a(path) or SCRIPT.fullmatch(path.name) or path in paths for path in every):
        raise KitError(
            f"{folder} holds nothing yet. {_misplaced(course)}Put each export of your platform "
            "there, unchanged.",
            exit_code=2,
        )
    if link := next((path for path in every if path.is_symlink()), None):
        raise KitError(f"{link} is a link, and links are not followed; copy it here.", exit_code=2)
    if _is_of_a_platform(folder, is_known) or any(SCRIPT.fullmatch(path.name) for path in every):
        return [Export(FOLDER, folder, _written(folder, zone))]
    paths = [inner for path in paths for inner in _unfolded(path, is_known)]
    kinds = {path: _is_export(path, is_known) for path in paths}
    if not any(kinds.values()):
        return [Export(FOLDER, folder, _written(folder, zone))]
    if empty := next((path for path in paths if not is_a(path) and not _paths(path)), None):
        raise KitError(
            f"{empty} is empty. Put what your platform gave you there, or delete that folder.",
            exit_code=2,
        )
    _refuse_unopened(every)
    if others := [path.name for path, is_export in kinds.items() if not is_export]:
        exports = [path.name for path, is_export in kinds.items() if is_export]
        raise KitError(
            f"{folder} holds an export of the class ({shown(exports[0])}) beside what looks like "
            f"one person's work ({', '.join(map(shown, others[:3]))}). Put that into a folder of "
            "its own, named after the day, such as 2026-12-01.",
            exit_code=2,
        )
    found = (Export(path.name, _opened(path, course), _date(path, zone)) for path in paths)
    return sorted(found, key=lambda one: (one.date, one.name))


def _refuse_unopened(paths: Iterable[Path]) -> None:
    """Raise KitError for an archive beside exports that cannot be opened: nobody would miss it."""
    for path in filter(is_a, paths):
        if not archive_ending(path.name) and PACKED.fullmatch(path.name):
            raise KitError(f"{path} is not a zip archive. {BY_HAND}", exit_code=2)
        if archive_ending(path.name) == ".zip" and not is_zipfile(path):
            raise KitError(
                f"{path} cannot be opened; perhaps only part of it was downloaded. Download it "
                "again, or delete it.",
                exit_code=2,
            )


def _misplaced(course: Path) -> str:
    """The start of a sentence about an archive that was put somewhere else in a course."""
    found = [path for place in (course, course / "grades") for path in sorted(place.glob("*.zip"))]
    others = [path for path in found if not path.name.startswith("feedback-")]
    return f"Is {others[0]} an export? Then move it. " if others else ""


def _unfolded(path: Path, is_known: IsKnown) -> list[Path]:
    """The archives of exports in a folder that holds nothing else; else the path itself."""
    if is_a(path) or is_known(path.name):
        return [path]
    inner = _paths(path)
    are_archives = inner and all(is_a(one) and archive_ending(one.name) == ".zip" for one in inner)
    are_exports = are_archives and all(_is_export(one, is_known) for one in inner)
    return inner if are_exports else [path]


def _paths(folder: Path) -> list[Path]:
    if folder.is_file():
        raise KitError(f"{folder} is a file. Make it a folder, and put exports there.", exit_code=2)
    if not folder.is_dir():
        raise KitError(f"There is no folder {folder}. Make it, and put exports there.", exit_code=2)
    return [
        path
        for path in sorted(folder.iterdir())
        if not LITTER.fullmatch(path.name) and not path.name.startswith(".")
    ]


def _is_of_a_platform(folder: Path, is_known: IsKnown) -> bool:
    """Whether most of what is in a folder has the names that a platform gives to people's work."""
    try:
        listing = entries_in(folder, is_known=is_known)
    except KitError:
        return False
    return listing.folder == folder and listing.layout not in {"plain", "Classroom"}


def _is_export(path: Path, is_known: IsKnown) -> bool:
    """Whether a folder or an archive holds a class, rather than the work of one person."""
    if is_known(path.name) or is_known(path.stem):
        return False
    if DATE.match(path.name):
        return True
    if is_a(path):
        return _is_class(_names_in(path), is_known)
    try:
        listing = entries_in(path, is_known=is_known)
    except KitError:
        return False
    entries = [*listing.entries, *listing.misfits]
    if listing.layout != "plain":
        return len(entries) > 1 or listing.layout != "Classroom"
    if any(is_known(entry.submission) for entry in entries):
        return True
    people = [e for e in listing.entries if may_be_a_person(e.submission) and _has_work(e)]
    return len(people) > 1


def _names_in(archive: Path) -> list[PurePosixPath]:
    """What is in a zip archive; nothing of one that cannot be opened."""
    with suppress(OSError, *GARBAGE), ZipFile(archive) as opened:
        return [PurePosixPath(one.filename) for one in opened.infolist() if not one.is_dir()]
    return []


def _is_class(names: Sequence[PurePosixPath], is_known: IsKnown) -> bool:
    """Whether the files of an archive are those of several people, to go by their names."""
    inside: dict[str, list[PurePosixPath]] = {}
    for top, *below in (name.parts for name in names if name.parts):  # `.` has none
        inside.setdefault(top, []).append(PurePosixPath(*below))
    tops = {top: any(one.parts for one in inner) for top, inner in inside.items()}
    given = [top for top, is_folder in tops.items() if is_platforms(top, is_file=not is_folder)]
    if METADATA in tops or any(map(is_known, tops)) or len(given) * 2 > len(tops):
        return True
    people = [
        top
        for top, inner in inside.items()
        if tops[top] and may_be_a_person(top) and any(SCRIPT.fullmatch(one.name) for one in inner)
    ]
    is_wrapped = len(tops) == 1 and all(tops.values())
    return len(people) > 1 or (is_wrapped and _is_class(next(iter(inside.values())), is_known))


def _has_work(entry: Entry) -> bool:
    """Whether there are scripts or notebooks, or archives, in what may be somebody's folder."""
    path = entry.uploads[0].path
    if is_a(path):
        return True
    patterns = ("/".join(["*"] * depth) for depth in range(1, DEPTH + 1))
    return any(SCRIPT.fullmatch(one.name) for pattern in patterns for one in path.glob(pattern))


def _opened(path: Path, course: Path) -> Path:
    """The folder of an export; that of an archive is beside hand-ins/, and made once."""
    return unpacked(path, course / UNPACKED) if is_a(path) else path


def _date(path: Path, zone: tzinfo) -> datetime:
    if match := DATE.match(path.name):
        for clock in (f"{match['hour']}:{match['minute']}", "23:59"):  # which may be none
            with suppress(ValueError):
                return datetime.fromisoformat(f"{match['day']}T{clock}").replace(tzinfo=zone)
    return _written(path, zone)


def _written(path: Path, zone: tzinfo) -> datetime:
    """When an export was made: by its newest member if it is an archive, else by the file."""
    with suppress(OSError, *GARBAGE):
        if is_a(path):
            with ZipFile(path) as archive:
                newest = max(member.date_time for member in archive.infolist())
            return datetime(*newest, tzinfo=zone)
    return datetime.fromtimestamp(path.stat().st_mtime, zone)


def times_in(
    listing: Listing, export: Export, zone: tzinfo, worksheet: Mapping[str, datetime]
) -> Callable[[Entry], When]:
    """When an entry was handed in, as its platform says.

    worksheet: Moodle's, by id; what it says of a time after the export is about newer work.
    """
    created: Mapping[str, str] = {}
    if listing.layout == "Gradescope" and is_a(listing.folder / METADATA):
        text = read_regular(listing.folder / METADATA, LISTING).decode(errors="replace")
        created = submitted_in(text)

    def when(entry: Entry) -> When:
        texts = [entry.attempt, *_created(entry, created)]
        texts += _stamps(entry) if listing.layout == "nbgrader" else ()
        known = [time for text in texts if (time := _utc(text, zone))]
        if listing.layout == "Moodle":
            ids = (entry.submission, *entry.aliases)
            times = (worksheet[one].astimezone(UTC) for one in ids if one in worksheet)
            known += [time for time in times if time <= export.date]
        names = [upload.path.name for upload in entry.uploads]
        is_late = listing.layout == "Canvas" and any(map(is_marked_late, names))
        submitted = max(known).isoformat(timespec="seconds") if known else ""
        return When(submitted, is_late)

    return when


def _stamps(entry: Entry) -> Iterator[str]:
    """What nbgrader notes beside what it has collected."""
    for upload in entry.uploads:
        with suppress(OSError, Refused):
            for path in (*upload.path.glob(STAMP), *upload.path.glob(f"*/{STAMP}")):
                yield read_regular(path, LISTING).decode(errors="replace").strip()


def _created(entry: Entry, created: Mapping[str, str]) -> Iterable[str]:
    names = (upload.path.name for upload in entry.uploads)
    return (created[name] for name in names if name in created)


def _utc(text: str, zone: tzinfo) -> datetime | None:
    """A time as platforms write it, `2026-11-20 10:10:00.5 UTC` or `2026-11-20-10-10-00`."""
    plain = re.sub(r"^(\d{4}-\d{2}-\d{2})-(\d{2})-(\d{2})-(\d{2})$", r"\1T\2:\3:\4", text.strip())
    plain = re.sub(r" (?:UTC|Z)$", "+00:00", plain)
    plain = re.sub(r" ([+-]\d{2}:?\d{2})$", r"\1", plain)
    try:
        found = datetime.fromisoformat(plain)
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
