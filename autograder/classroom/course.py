"""course.toml: what an instructor decides about a course.

Every wrong entry is named with its line and the nearest right word.
"""

import json
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from autograder.classroom.entries import shown
from autograder.grading.errors import KitError
from autograder.grading.spec import all_checks

FILE = "course.toml"
SHOWN = 12  # right words in a sentence
PREFIX = "test_"
LINE = re.compile(r"line (\d+)")

Count = Annotated[float, msgspec.Meta(ge=0)]
Whole = Annotated[int, msgspec.Meta(ge=0)]
Percent = Annotated[float, msgspec.Meta(ge=0, le=100)]
Date = datetime | None
Attempts = Literal["newest", "best"]
Ungraded = Literal["blank", "zero"]
WHEN = "a date and a time, such as 2026-12-01T23:59:00+01:00"
WANTED = (
    (str, "a text in quotes"),
    (Count, "a number that is not negative"),
    (Whole, "a whole number that is not negative"),
    (Percent, "a number from 0 to 100"),
    (Date, WHEN),
    (datetime, WHEN),
)
"""What each kind of value must be, for the middle of a sentence."""


class Shows(StrEnum):
    """How much of the points a learner sees: of each check, of each task, or the total alone."""

    CHECKS = "checks"
    TASKS = "tasks"
    POINTS = "points"


class Late(msgspec.Struct, frozen=True):
    """What lateness costs: so many percent of the points for each day that has begun.

    days: after so many, nothing counts.
    """

    percent_per_day: Percent = 0
    days: Count = float("inf")


class Course(msgspec.Struct, frozen=True):
    """
    What course.toml says.

    secret, roster: paths, relative to the folder of the course. grace: minutes.
    timezone: of times that name none. extensions: by id, a later due date.
    points: by task and check, what a check is worth. shows: what feedback shows of the points.
    ungraded: what somebody without points is exported as.
    """

    name: str
    secret: str = ""
    roster: str = ""
    due: Date = None
    timezone: str = ""
    grace: Count = 0
    attempts: Attempts = "newest"
    shows: Shows = Shows.CHECKS
    ungraded: Ungraded = "blank"
    late: Late = Late()
    extensions: dict[str, datetime] = {}
    points: dict[str, dict[str, Whole]] = {}

    @property
    def zone(self) -> tzinfo | None:
        """Of times that name none: the course's own, else that of the due date."""
        if self.timezone:
            return ZoneInfo(self.timezone)
        return self.due.tzinfo if self.due else None

    def due_for(self, names: Collection[str]) -> datetime | None:
        """When the work of somebody of these names is due."""
        own = (self.extensions[name] for name in names if name in self.extensions)
        due = next(own, self.due)
        return due if due is None or due.tzinfo else due.replace(tzinfo=self.zone)

    @property
    def slack(self) -> timedelta:
        return timedelta(minutes=self.grace)


def read_course(folder: Path) -> Course:
    """The course in a folder. Raises KitError."""
    path = folder / FILE
    try:
        text = path.read_bytes().decode("utf-8-sig")
        found = tomllib.loads(text)
    except OSError as error:
        raise KitError(f"{path} cannot be read: {error.strerror}.", exit_code=2) from None
    except UnicodeDecodeError:
        raise KitError(f"{path} is not UTF-8; save it as UTF-8.", exit_code=2) from None
    except tomllib.TOMLDecodeError as error:
        raise KitError(_unreadable(path, str(error)), exit_code=2) from None
    if problems := sorted((_line_of(text, place), what) for place, what in _problems(found)):
        lines = (f"{path}, line {number}: {what}" for number, what in problems)
        raise KitError("\n".join(lines), exit_code=2)
    return msgspec.convert({"name": folder.resolve().name, **found}, Course)


def _unreadable(path: Path, why: str) -> str:
    line = match[1] if (match := LINE.search(why)) else "?"
    what = why.partition(" (at")[0]
    return (
        f"{path}, line {line}: this is not TOML ({what}). A text stands in quotes, as in "
        'name = "Day 4"; a date does not, as in due = 2026-12-01T23:59:00+01:00.'
    )


Problem = tuple[tuple[str, ...], str]
"""Where an entry is, and what is wrong with it."""


def _problems(found: Mapping[str, Any]) -> Iterator[Problem]:
    """Everything that is wrong, in the order of the file."""
    yield from _wrong_entries(found, Course, ())
    if isinstance(zone := found.get("timezone", ""), str) and zone and not _is_zone(zone):
        yield ("timezone",), f"{zone!r} is no time zone; write one such as Europe/Berlin or UTC."
    if isinstance(points := found.get("points"), dict):
        yield from _wrong_checks(points)
    yield from _unzoned(found)


def _wrong_entries(
    found: Mapping[str, Any], kind: type, above: tuple[str, ...]
) -> Iterator[Problem]:
    hints = get_type_hints(kind, include_extras=True)
    for key, value in found.items():
        place = (*above, key)
        if key not in hints:
            yield place, f"{_dotted(place)} is unknown{_nearest(key, hints)}"
        elif hints[key] is Late and isinstance(value, dict):
            yield from _wrong_entries(value, Late, place)
        else:
            yield from _wrong_value(value, hints[key], place)


def _wrong_value(value: Any, kind: Any, place: tuple[str, ...]) -> Iterator[Problem]:
    if get_origin(kind) is dict or kind is Late:
        if isinstance(value, dict):
            inner = get_args(kind)[1]
            for key, one in value.items():
                yield from _wrong_value(one, inner, (*place, key))
        else:
            yield place, f"{_dotted(place)} is a table: write [{_dotted(place)}] above its entries."
        return
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        words = tuple(kind) if kind is Shows else get_args(kind) * (get_origin(kind) is Literal)
        what = " or ".join(words) or next(text for one, text in WANTED if one == kind)
        near = get_close_matches(str(value), words, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        yield place, f"{_dotted(place)} is {shown(_as_written(value))}; it must be {what}.{hint}"


def _as_written(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, default=str, ensure_ascii=False)


def _wrong_checks(points: Mapping[str, Any]) -> Iterator[Problem]:
    """Tasks and checks that there are not."""
    known: dict[str, list[str]] = {}
    for check in all_checks():
        known.setdefault(check.task.number, []).append(plain_name(check.name))
    for task, found in points.items():
        if task not in known:
            yield ("points", task), f"there is no task {shown(task)}{_nearest(task, known)}"
        elif isinstance(found, dict):
            for name in found.keys() - {*known[task]}:
                what = f"task {task} has no check {shown(name)}"
                yield ("points", task, name), f"{what}{_nearest(name, known[task])}"


def _unzoned(found: Mapping[str, Any]) -> Iterator[Problem]:
    """Dates without a zone, if the course has none."""
    extensions = found.get("extensions")
    dates: dict[tuple[str, ...], object] = {("due",): found.get("due")}
    if isinstance(extensions, dict):
        dates |= {("extensions", key): value for key, value in extensions.items()}
    has_zone = bool(found.get("timezone")) or _has_zone(found.get("due"))
    for place, value in dates.items():
        if isinstance(value, datetime) and not (value.tzinfo or has_zone):
            what = f"{_dotted(place)} has no time zone; write {value.isoformat()}+01:00"
            yield place, f'{what}, or add timezone = "Europe/Berlin" at the top.'


def _has_zone(value: object) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def plain_name(check: str) -> str:
    """The name of a check as course.toml has it."""
    return check.removeprefix(PREFIX)


def _nearest(word: str, known: Collection[str]) -> str:
    """The end of a sentence about an unknown word."""
    if near := get_close_matches(word, known, n=1):
        return f"; did you mean {near[0]}?"
    return f"; there is {', '.join(list(known)[:SHOWN])}."


def _dotted(place: tuple[str, ...]) -> str:
    return ".".join(map(shown, place))


def _line_of(text: str, place: tuple[str, ...]) -> int:
    """The line in which an entry stands, or else its table; 1 if neither is found."""
    *tables, key = place
    table, best = "", 1
    wanted = ".".join(tables)
    for number, line in enumerate(text.split("\n"), start=1):
        plain = line.strip().replace('"', "").replace("'", "").replace(" ", "")
        if plain.startswith("["):
            table = plain.strip("[]").partition("]")[0]
            if table in {wanted, ".".join(place)}:
                best = number
        name = plain.partition("=")[0]
        if "=" in plain and ".".join(filter(None, (table, name))) == ".".join((*tables, key)):
            return number
    return best
