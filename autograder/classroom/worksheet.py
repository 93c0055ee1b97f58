"""The worksheet: Moodle's list of a class for grading offline, which says when work was handed in.

Its columns are translated. The participants are in the first, and of the columns with dates the
first is about the submission (mod/assign/feedback/offline in Moodle).
"""

import csv
import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from io import StringIO
from pathlib import Path

from autograder.classroom.entries import LISTING, Refused, unaccented
from autograder.classroom.exports import MONTHS
from autograder.classroom.intake import read_regular
from autograder.classroom.roster_table import PARTICIPANT

WORD = re.compile(r"[^\W\d_]+\.?")
DAY = re.compile(r"(?<![\d:])(\d{1,2})(?:st|nd|rd|th|\.|\u00ba)?(?![\d:])")
YEAR = re.compile(r"\b(\d{4})\b")
CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})\s*(?P<half>[AaPp]\.?[Mm]\.?)?")
NOON = 12


def worksheet_times(path: Path, zone: tzinfo) -> Mapping[str, datetime]:
    """When each participant handed in, by number; nothing if this is no worksheet."""
    try:
        text = read_regular(path, LISTING).decode("utf-8-sig")
    except (Refused, UnicodeDecodeError):
        return {}
    return times_in_worksheet(text, zone)


def times_in_worksheet(text: str, zone: tzinfo) -> Mapping[str, datetime]:
    """The same for the text of one."""
    try:
        _, *rows = [row for row in csv.reader(StringIO(text)) if row] or [[]]
    except csv.Error:
        return {}
    people = {match["number"]: row for row in rows if (match := PARTICIPANT.fullmatch(row[0]))}
    width = min(map(len, people.values()), default=0)
    for column in range(width):
        found = {number: time_in(row[column], zone) for number, row in people.items()}
        known = {number: time for number, time in found.items() if time}
        if known:
            return known
    return {}


def time_in(text: str, zone: tzinfo) -> datetime | None:
    """`Friday, 20 November 2026, 11:58 PM`, in the order and the words of several languages."""
    year, clock = YEAR.search(text), CLOCK.search(text)
    months = [MONTHS[key] for w in WORD.findall(text) if (key := unaccented(w)[:3]) in MONTHS]
    if year is None or clock is None or not months:
        return None
    rest = text[: clock.start()].replace(year[1], " ")
    day = DAY.search(rest)
    half = (clock["half"] or "").lower()[:1]
    hour = int(clock[1]) % NOON + NOON * (half == "p") if half else int(clock[1])
    try:
        return datetime(
            int(year[1]), months[-1], int(day[1]) if day else 0, hour, int(clock[2]), tzinfo=zone
        )
    except ValueError:
        return None
