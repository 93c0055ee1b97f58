"""course.toml: what an instructor decides about a course."""

import re
import tomllib
from collections.abc import Collection
from datetime import datetime, timedelta, tzinfo
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import msgspec

from autograder.classroom.course_problems import problems
from autograder.classroom.directory import keys
from autograder.classroom.entries import id_of, printable
from autograder.grading.errors import KitError
from autograder.grading.spec import choose
from autograder.grading.task_list import label_of, parted

FILE = "course.toml"
PREFIX = "test_"
LINE = re.compile(r" \(at line (\d+)")
MOST = 1_000_000

# A description is what the value must be, for the middle of a sentence.
Count = Annotated[float, msgspec.Meta(ge=0, description="a number that is not negative")]
Minutes = Annotated[float, msgspec.Meta(ge=0, le=MOST, description=f"a number from 0 to {MOST}")]
Points = Annotated[int, msgspec.Meta(ge=0, le=MOST, description=f"a whole number from 0 to {MOST}")]
Percent = Annotated[float, msgspec.Meta(ge=0, le=100, description="a number from 0 to 100")]
Switch = Annotated[bool, msgspec.Meta(description="true or false, without quotes")]
Attempts = Literal["newest", "best"]
Shows = Literal["checks", "tasks", "points"]
Ungraded = Literal["blank", "zero"]


class Late(msgspec.Struct, frozen=True):
    """What lateness costs: so many percent of the points for each day that has begun.

    days: after so many, nothing counts.
    """

    percent_per_day: Percent = 0
    days: Count = float("inf")


class Course(msgspec.Struct, frozen=True):
    """
    What course.toml says.

    only: how the names of its exercises begin, if not all of them are. secret, roster: paths,
    relative to the folder of the course. grace: minutes.
    timezone: of times that name none. extensions: by id, a later due date.
    points: by task and check, what a check is worth. shows: what feedback shows of the points.
    pictures: whether feedback shows what functions return.
    ungraded: what somebody without points is exported as.
    """

    name: str
    only: str = ""
    secret: str = ""
    roster: str = ""
    due: datetime | None = None
    timezone: str = ""
    grace: Minutes = 0
    attempts: Attempts = "newest"
    shows: Shows = "checks"
    pictures: Switch = True
    ungraded: Ungraded = "blank"
    late: Late = Late()
    extensions: dict[str, datetime] = {}
    points: dict[str, dict[str, Points]] = {}

    @property
    def zone(self) -> tzinfo | None:
        """Of times that name none: the course's own, else that of the due date."""
        if self.timezone:
            return ZoneInfo(self.timezone)
        return self.due.tzinfo if self.due else None

    def extension_for(self, names: Collection[str]) -> datetime | None:
        """The later due date of somebody of these names, if there is one."""
        if not self.extensions:
            return None
        known = set(keys(names))
        own = (due for name, due in self.extensions.items() if known.intersection(keys((name,))))
        exact = (self.extensions[name] for name in names if name in self.extensions)
        return self._zoned(next(chain(exact, own), None))

    def due_for(self, names: Collection[str]) -> datetime | None:
        """When the work of somebody of these names is due."""
        return self.extension_for(names) or self._zoned(self.due)

    def is_sooner(self, when: datetime) -> bool:
        """Whether an extension ends before the work is due anyway."""
        zoned, due = self._zoned(when), self._zoned(self.due)
        return bool(zoned and due and zoned < due)

    def _zoned(self, when: datetime | None) -> datetime | None:
        return when if when is None or when.tzinfo else when.replace(tzinfo=self.zone)

    @property
    def slack(self) -> timedelta:
        return timedelta(minutes=self.grace)


def read_course(folder: Path) -> Course:
    """The course in a folder; from now on only its exercises count.

    Raises KitError that names every wrong entry with its line.
    """
    path = folder / FILE
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise KitError(f"{path} cannot be read: {error.strerror}.", exit_code=2) from None
    except UnicodeDecodeError:
        raise KitError(f"{path} is not UTF-8; save it as UTF-8.", exit_code=2) from None
    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise KitError(_unreadable(path, text, str(error)), exit_code=2) from None
    only = found.get("only")
    if only and isinstance(only, str):
        choose(only)
    if lines := problems(text, found, Course):
        raise KitError("\n".join(f"{path}, {line}" for line in lines), exit_code=2)
    return _course(found, folder.resolve().name)


def _course(found: dict[str, Any], name: str) -> Course:
    extensions = {id_of(key): due for key, due in found.get("extensions", {}).items()}
    points = {label_of(*parted(task)): worth for task, worth in found.get("points", {}).items()}
    own = {"name": printable(found.get("name") or name), "extensions": extensions, "points": points}
    return msgspec.convert({**found, **own}, Course)


def _unreadable(path: Path, text: str, why: str) -> str:
    match = LINE.search(why)
    line = match[1] if match else len(text.rstrip().split("\n"))
    what = why.partition(" (at")[0]
    return (
        f"{path}, line {line}: this is not TOML ({what}). Put text in quotes, as in "
        'name = "Calculus"; a date has none, as in due = 2026-12-01T23:59:00+01:00; a number has a '
        "point, as in grace = 7.5; write each entry and each [table] only once."
    )


def plain_name(check: str) -> str:
    """The name of a check as course.toml has it."""
    return check.removeprefix(PREFIX)
