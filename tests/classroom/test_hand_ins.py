"""hand-ins/: what is an export, and when each person handed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from autograder.classroom.directory import Directory
from autograder.classroom.hand_ins import Export, When, exports_in, times_in
from autograder.classroom.layout import entries_in
from autograder.classroom.roster import people_in
from autograder.grading.errors import KitError
from tests.classroom.rooms import BOTH, ONE, laid_out, zipped

ZONE = timezone(timedelta(hours=1))
MOODLE = "Ada L_7_assignsubmission_file_/day4_ex1.py", "Bob R_8_assignsubmission_file_/day4_ex1.py"
CANVAS = "lovelaceada_7_90_day4_ex1.py", "rbob_LATE_8_91_day4_ex1.py"
SCOPE = """\
submission_1:
  :submitters:
  - :name: Ada L
    :sid: '7'
  :created_at: 2026-11-22 10:00:00.123456789 Z
submission_2:
  :submitters:
  - :name: Bob R
    :sid: '8'
"""


def names(course: Path, files: Mapping[str, bytes], roster: str = "") -> list[str]:
    """The exports of a course with these hand-ins."""
    laid_out(course / "hand-ins", files)
    known = Directory(people_in(roster) if roster else ())
    return [one.name for one in exports_in(course, known.knows, UTC)]


def whole(paths: tuple[str, ...]) -> dict[str, bytes]:
    return dict.fromkeys(paths, ONE)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"2026-11-02/ada/a.py": ONE, "2026-11-01/ada/a.py": ONE}, ["2026-11-01", "2026-11-02"]),
        ({"2026-11-02 18.30/ada/a.py": ONE, "2026-11-02 0915/ada/a.py": ONE},
         ["2026-11-02 0915", "2026-11-02 18.30"]),
        ({"ada/day4_ex1.py": ONE, "bob.zip": zipped(BOTH)}, ["hand-ins"]),
        ({"ada/exercises/day4_ex1.py": ONE, "bob/day4_ex1.py": ONE}, ["hand-ins"]),
        ({"ada/old/day4_ex1.py": ONE, "ada/new/day4_ex1.py": ONE, "bob/a.py": ONE}, ["hand-ins"]),
        (whole(MOODLE), ["hand-ins"]),
        (whole(CANVAS), ["hand-ins"]),
        ({"submissions.zip": zipped(whole(CANVAS))}, ["submissions.zip"]),
        ({"Day 4.zip": zipped(whole(MOODLE))}, ["Day 4.zip"]),
        ({f"week 1/{name}": ONE for name in MOODLE}, ["week 1"]),
        ({"submitted/ada/day4/day4_ex1.py": ONE}, ["hand-ins"]),
        ({"section A/ada/day4_ex1.py": ONE, "section A/bea/day4_ex1.py": ONE}, ["section A"]),
        ({"e/submission_metadata.yml": SCOPE.encode(), "e/submission_1/a.py": ONE,
          "e/submission_2/a.py": ONE}, ["e"]),
        ({"ada/day4_ex1.py": ONE, ".DS_Store": b"", "list.csv": b""}, ["hand-ins"]),
    ],
)  # fmt: skip
def test_exports_are_told_from_people(
    files: Mapping[str, bytes], expected: list[str], tmp_path: Path
) -> None:
    """
    Folders and archives of a class are exports, the oldest first; else hand-ins/ is one itself.
    """
    assert expected == names(tmp_path, files)


def test_the_roster_decides_who_is_a_person(tmp_path: Path) -> None:
    """
    A folder named like somebody is that person's, whatever is in it.
    """
    files = {"ada/try/day4_ex1.py": ONE, "ada/tess/day4_ex1.py": ONE, "bob/day4_ex1.py": ONE}

    assert ["hand-ins"] == names(tmp_path, files, "id,name\nada,Ada\nbob,Bob\n")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "There is no folder"),
        ({"readme.txt": b""}, "holds nothing yet"),
        ({"2026-11-01/ada/a.py": ONE, "bob/a.py": ONE}, "beside what looks like one person's work"),
        ({"2026-11-01.zip": b"no archive"}, "cannot be unpacked"),
        ({"2026-11-01.tar.gz": b"no archive"}, "is no zip archive"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    files: Mapping[str, bytes], said: str, tmp_path: Path
) -> None:
    """
    No folder, an empty one, a mixture and garbage are refused with what to do.
    """
    with pytest.raises(KitError) as caught:
        names(tmp_path, files)

    assert said in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (whole(CANVAS), {"7": When(), "8": When("", is_late=True)}),
        ({"submission_metadata.yml": SCOPE.encode(), "submission_1/a.py": ONE,
          "submission_2/a.py": ONE}, {"7": When("2026-11-22T10:00:00+00:00"), "8": When()}),
        ({"submitted/ada/day4/timestamp.txt": b"2026-11-20 10:10:00.5 UTC",
          "submitted/bob/day4/timestamp.txt": b"2026-11-20 10:10:00 CET",
          "submitted/eve/day4/a.py": ONE},
         {"ada": When("2026-11-20T10:10:00+00:00"), "bob": When(), "eve": When()}),
        ({f"Day 4_{name}_attempt_2026-11-20-10-10-00_day4_ex1.py": ONE for name in ("ada", "bob")},
         dict.fromkeys(("ada", "bob"), When("2026-11-20T09:10:00+00:00"))),
        ({"27-44 - Ada L- Nov 20, 2026 1010 AM/a.py": ONE,
          "28-44 - Bob R- Nov 21, 2026 1210 AM/a.py": ONE},
         {"Ada L": When("2026-11-20T09:10:00+00:00"), "Bob R": When("2026-11-20T23:10:00+00:00")}),
        ({"ada/a.py": ONE}, {"ada": When()}),
    ],
)  # fmt: skip
def test_platforms_say_when(
    files: Mapping[str, bytes], expected: Mapping[str, When], tmp_path: Path
) -> None:
    """
    A time is what the platform wrote, in UTC; without a zone it is the course's, and a late mark
    without a time is kept as such.
    """
    listing = entries_in(laid_out(tmp_path, files))
    export = Export("e", tmp_path, datetime(2026, 12, 1, tzinfo=UTC))
    when = times_in(listing, export, ZONE, {})

    assert expected == {entry.submission: when(entry) for entry in listing.entries}


def test_the_worksheet_is_about_the_newest_work(tmp_path: Path) -> None:
    """
    An export of before that time holds older work, of which the worksheet says nothing.
    """
    listing = entries_in(laid_out(tmp_path, whole(MOODLE)))
    times = {"7": datetime(2026, 11, 20, 12, tzinfo=ZONE)}
    found = [
        times_in(listing, Export("e", tmp_path, datetime(2026, 11, day, tzinfo=UTC)), ZONE, times)
        for day in (20, 21)
    ]
    ada = next(entry for entry in listing.entries if entry.submission == "7")

    assert [When(), When("2026-11-20T11:00:00+00:00")] == [when(ada) for when in found]
