"""Whose row is whose: by ids, logins and addresses, never by a name, and never by a guess."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.classroom.entries import unaccented
from autograder.classroom.grade import Grade
from autograder.classroom.roster_table import GUESSED

GENERAL = {"id", "login"}
"""Columns of these titles hold something else on each platform."""

Ids = Mapping[str, str]
"""The cells of a row that say whose it is, by the plain title of their column."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Whose row is whose.

    rows: the grade of each row that has one. unmatched: ids without a row of their own.
    """

    rows: Mapping[int, Grade]
    unmatched: tuple[str, ...]


def plain(title: str) -> str:
    """A title of a column as rosters name it."""
    return unaccented(title.strip()).replace("\u2019", "'")


def matched(grades: Sequence[Grade], rows: Mapping[int, Ids]) -> Matches:
    """Which grade goes into which row, where both have exactly one candidate."""
    anywhere: defaultdict[str, set[int]] = defaultdict(set)
    titled: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for number, ids in rows.items():
        for title, cell in ids.items():
            if key := _key(cell):
                anywhere[key].add(number)
                titled[title, key].add(number)
    found = [_places(grade, anywhere, titled) for grade in grades]
    claims: defaultdict[int, list[Grade]] = defaultdict(list)
    for grade, places in zip(grades, found, strict=True):
        if len(places) == 1:
            claims[next(iter(places))].append(grade)
    sure = {number: claimed[0] for number, claimed in claims.items() if len(claimed) == 1}
    has_row = {id(grade) for grade in sure.values()}
    unmatched = (one.report.submission for one in grades if id(one) not in has_row)
    return Matches(sure, tuple(unmatched))


def _places(
    grade: Grade,
    anywhere: Mapping[str, set[int]],
    titled: Mapping[tuple[str, str], set[int]],
) -> set[int]:
    """The rows that may be a person's.

    What the roster and the file hold under the same title is certain. Else every id counts, and
    one that is somebody else's, too, decides nothing.
    """
    ids = ((title, _key(one)) for title, one in grade.contact.ids.items() if title not in GENERAL)
    certain = {row for pair in ids for row in titled.get(pair, ())}
    return certain or {row for key in _keys(grade) for row in anywhere.get(key, ())}


def _keys(grade: Grade) -> Iterator[str]:
    contact = grade.contact
    ids = (one for title, one in contact.ids.items() if not title.startswith(GUESSED))
    names = (grade.report.submission, *ids, contact.login, contact.email)
    return filter(None, map(_key, names))


def _key(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip()).casefold()
