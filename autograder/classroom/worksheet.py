"""The worksheet: Moodle's list of a class for grading offline, which says when work was handed in.

Its columns are translated. The participants are in the first, and of the columns with nothing but
dates the first is about the submission: Moodle's own are behind the status, which may name the
date of an extension (mod/assign/gradingtable.php).
"""

import csv
import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from io import StringIO
from pathlib import Path

from autograder.classroom.entries import LISTING, Refused
from autograder.classroom.exports import month_of
from autograder.classroom.intake import read_regular
from autograder.classroom.roster_table import PARTICIPANT

WORD = re.compile(r"[^\W\d_]+")
DIGIT = re.compile(r"[0-9]")
DAY = re.compile(r"(?<![0-9:])([0-9]{1,2})(?![0-9:])")
YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
CLOCK = re.compile(
    r"([0-9]{1,2})[:.h]([0-9]{2})(?![0-9])\s*(?P<half>[ap]\.?\s?m\b\.?)?", re.IGNORECASE
)
NOON = 12
BEFORE, BEHIND = 2, 1  # words around the numbers of a date: its day and its month, and `Uhr`


def worksheet_times(path: Path, zone: tzinfo) -> Mapping[str, datetime]:
    """When each participant handed in, by number; nothing if this is no worksheet."""
    try:
        text = read_regular(path, LISTING).decode("utf-8-sig")
    except (Refused, UnicodeDecodeError):
        return {}
    return times_in_worksheet(text, zone)


def times_in_worksheet(text: str, zone: tzinfo) -> Mapping[str, datetime]:
    """The same for the text of one."""
    sign = max(",;\t", key=text.split("\n", 1)[0].count)
    try:
        rows = [row for row in csv.reader(StringIO(text, newline=""), delimiter=sign) if row]
    except csv.Error:
        return {}
    people = {match["number"]: row for row in rows if (match := PARTICIPANT.fullmatch(row[0]))}
    for column in range(max(map(len, people.values()), default=0)):
        cells = {number: row[column] for number, row in people.items() if len(row) > column}
        found = ((number, time_in(cell, zone)) for number, cell in cells.items())
        if known := {number: time for number, time in found if time}:
            return known
    return {}


def time_in(text: str, zone: tzinfo) -> datetime | None:
    """`Friday, 20 November 2026, 11:58 PM`, in the order and the words of several languages.

    None for a text that says more than that.
    """
    year, clock, first = YEAR.search(text), CLOCK.search(text), DIGIT.search(text)
    if year is None or clock is None or first is None:
        return None
    before, behind = text[: first.start()], text[clock.end() :]
    if len(WORD.findall(before)) > BEFORE or len(WORD.findall(behind)) > BEHIND:
        return None
    date = text[: clock.start()].replace(year[0], " ")
    months = [month for word in WORD.findall(date) if (month := month_of(word))]
    day = DAY.search(date)
    if not months or day is None:
        return None
    half = (clock["half"] or "").lower()[:1]
    hour = int(clock[1]) % NOON + NOON * (half == "p") if half else int(clock[1])
    try:
        return datetime(int(year[0]), months[-1], int(day[1]), hour, int(clock[2]), tzinfo=zone)
    except ValueError:
        return None
