"""Exports: how each platform writes into the name of a file or folder who handed it in.

An id is where the platform puts it. Display names and names of files are chosen by learners: a
name with two readings is nobody's until somebody has looked.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import takewhile
from pathlib import Path

from autograder.classroom.entries import Entry, Upload, id_of, shown, unaccented

MOODLE = re.compile(r"_assignsubmission_[a-z]+(?=_|$)")
MOODLE_OWNER = re.compile(r"(?P<name>.+)_(?P<id>[0-9]+)", re.DOTALL)
CANVAS = re.compile(r"(?P<name>.+?)(?:_LATE)?(?P<ids>(?:_[0-9]+)+)_(?P<file>.+)", re.DOTALL)
CANVAS_ANONYMOUS = re.compile(
    r"(?:LATE_)?(?P<name>anon_[^_]+)(?P<ids>(?:_[0-9]+)*)_(?P<file>.+)", re.DOTALL
)
CANVAS_TEXT = {"text.html", "link.html"}  # typed into the page: an entry without an attachment
BRIGHTSPACE = re.compile(
    r"(?P<number>[0-9]+)-[0-9]+ - (?P<name>.+?) ?- (?P<date>"
    r"(?:[^\W\d_]{3,12}\.? [0-9]{1,2}|[0-9]{1,2}\.? [^\W\d_]{3,12}\.?),? [0-9]{4},? "
    r"[0-9]{1,2}[ :._]?[0-9]{2}(?: ?[AP]M)?)(?: - (?P<file>.+))?",
    re.IGNORECASE | re.DOTALL,
)
DATE = re.compile(
    r"(\w+)\.? (\w+)[.,]* ([0-9]{4}),? ([0-9]{1,2}[ :._]?[0-9]{2})(?: ?([AP]M))?", re.IGNORECASE
)
# By the first letters that tell them apart, in a few languages, without accents.
MONTHS = {
    name: number
    for number, names in enumerate(
        "jan gen ene|feb fev|mar maar mrt|apr avr abr|may mai mag mei|jun juin giu|jul juil lug|"
        "aug aou ago|sep set|oct okt ott out|nov|dec dez dic".split("|"),
        start=1,
    )
    for name in names.split()
}
GRADESCOPE = re.compile(r"submission_[0-9]{3,}")
BLACKBOARD = re.compile(
    r"(?P<head>.+?)_attempt_(?P<time>[0-9]{4}(?:-[0-9]{2}){5})(?:_(?P<file>.+)|\.txt)", re.DOTALL
)
AMBIGUOUS = (
    "The name {} can be read in two ways, so it is not clear who handed it in; rename the file."
)


def moodle(path: Path, *, is_file: bool) -> Entry | None:
    """The id is in front of the last mark; behind it a file has the name that its owner chose."""
    marks = list(MOODLE.finditer(path.name))
    if not marks or marks[0].start() == 0:
        return None
    chosen = path.name[marks[-1].end() :].removeprefix("_")
    if is_file and len(marks) > 1:
        return _ambiguous(path)
    if not is_file and chosen:
        return None
    owner = path.name[: marks[-1].start()]
    person = MOODLE_OWNER.fullmatch(owner)
    name = id_of(person["name"] if person else owner)
    upload = Upload(path, chosen or path.name)
    if person is None:
        return Entry(name, (upload,), (name,))
    return Entry(person["id"], (upload,), (name,), name=name)


def canvas(path: Path, *, is_file: bool) -> Entry | None:
    """The ids of user and attachment are between two names that learners chose.

    More numbers in a row than Canvas writes could be the end of one or the start of the other.
    """
    anonymous = CANVAS_ANONYMOUS.fullmatch(path.name)
    match = anonymous or CANVAS.fullmatch(path.name)
    if match is None or not is_file:
        return None
    ids = match["ids"].split("_")[1:]
    expected = (not anonymous) + (match["file"] not in CANVAS_TEXT)
    if len(ids) != expected:
        return _ambiguous(path) if len(ids) > expected else None
    name, uploads = id_of(match["name"]), (Upload(path, match["file"]),)
    return Entry(name, uploads) if anonymous else Entry(ids[0], uploads, (name,))


def is_marked_late(name: str) -> bool:
    """Whether Canvas says so, between the name of a person and the ids."""
    match = CANVAS_ANONYMOUS.fullmatch(name) or CANVAS.fullmatch(name)
    if match is None:
        return False
    between = name[match.end("name") : match.start("ids")]
    return between == "_LATE" or name[: match.start("name")] == "LATE_"


def is_platforms(name: str, *, is_file: bool) -> bool:
    """Whether a platform that names files after people may have written this name."""
    path = Path(name)
    found = (moodle(path, is_file=is_file), canvas(path, is_file=is_file), brightspace(path))
    return any(found) or bool(BLACKBOARD.fullmatch(name) or GRADESCOPE.fullmatch(name))


def _ambiguous(path: Path) -> Entry:
    """What may be one person's or another's is nobody's until somebody has looked."""
    name = id_of(path.name)
    return Entry(name, (Upload(path, path.name),), problem=AMBIGUOUS.format(shown(name)))


def brightspace(path: Path) -> Entry | None:
    """Numbers, the name and a date; a file that is not in a folder has its own name behind them.

    The number helps to tell namesakes apart, if they have different ones.
    """
    match = BRIGHTSPACE.fullmatch(path.name)
    if match is None:
        return None
    name = id_of(match["name"])
    whole = f"{name} ({match['number']})"
    aliases = tuple(dict.fromkeys((name, whole, *name.split(" - "))))
    upload = Upload(path, match["file"] or path.name)
    return Entry(name, (upload,), aliases, attempt=_time_of(match["date"]))


def _time_of(date: str) -> str:
    """`Nov 23, 2026 1010 AM` as what sorts behind everything before it; `date` if it is unknown."""
    match = DATE.fullmatch(date)
    if match is None:
        return date
    one, other, year, clock, half = match.groups()
    day, month = (one, other) if one.isdecimal() else (other, one)
    digits = re.sub(r"[^0-9]", "", clock).zfill(4)
    text = f"{year} {month_of(month)} {day} {digits} {half or ''}"
    try:
        when = datetime.strptime(text, "%Y %m %d %I%M %p" if half else "%Y %m %d %H%M ")  # noqa: DTZ007 -- the platform names no zone
    except ValueError:
        return date
    return f"{when:%Y-%m-%d %H:%M}"


def month_of(word: str) -> int:
    """The number of a month by its name; 0 for any other word."""
    letters = unaccented(word)
    return MONTHS.get(letters[:4]) or MONTHS.get(letters[:3], 0)


def assignment_of(names: Iterable[str]) -> str:
    """What Blackboard puts in front of every user's name: the assignment, up to its last `_`."""
    heads = {match["head"] for name in names if (match := BLACKBOARD.fullmatch(name))}
    if len(heads) == 1:
        return heads.pop().rpartition("_")[0] + "_"
    first, last = (min(heads), max(heads)) if heads else ("", "")
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(one for one, _ in same).rpartition("_")[0] + "_"


def blackboard(path: Path, assignment: str, *, is_file: bool) -> Entry | None:
    """The assignment, the user, the time of the attempt, and the name that the file had."""
    match = BLACKBOARD.fullmatch(path.name)
    if match is None or not is_file:
        return None
    user = match["head"].removeprefix(assignment)
    parts = match["head"].split("_")
    longer = ("_".join(parts[start:]) for start in range(1, len(parts)))
    aliases = (user, *(one for one in longer if len(one) > len(user)))
    upload = Upload(path, match["file"] or path.name)
    return Entry(id_of(user), (upload,), tuple(map(id_of, aliases)), attempt=match["time"])


def classroom_of(names: Iterable[str]) -> str:
    """The `<classroom>-<assignment>-` of most of these folders; "" if they have none.

    Without a hyphen or a number in it, it could be anybody's first name; and where only numbers are
    left, these are numbers of students rather than users.
    """
    known = list(names)
    counts = Counter(
        "-".join(parts[:length]) + "-"
        for parts in (name.split("-") for name in known)
        for length in range(1, len(parts))
    )
    if not counts:
        return ""
    most = max(counts.values())
    prefix = max((one for one, count in counts.items() if count == most), key=len)
    users = [name.removeprefix(prefix) for name in known if name.startswith(prefix)]
    is_one = re.search(r"-.*-|[0-9]", prefix) and any(not user.isdecimal() for user in users)
    return prefix if most > 1 and is_one else ""


def classroom(path: Path, prefix: str, *, is_file: bool) -> Entry | None:
    """A folder of GitHub Classroom or Classroom 50: the user is behind what all have in common."""
    user = path.name.removeprefix(prefix)
    if is_file or not prefix or not user or user == path.name:
        return None
    words = path.name.split("-")
    endings = ("-".join(words[start:]) for start in range(len(words)))
    longer = sorted((one for one in endings if len(one) > len(user)), key=len)
    return Entry(id_of(user), (Upload(path, path.name),), tuple(map(id_of, longer)))
