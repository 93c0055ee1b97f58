"""hand-ins/: what is an export, and when each person handed in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zipfile import ZipFile, ZipInfo

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


CLASS = zipped(dict.fromkeys(MOODLE, ONE))
FUTURE = CLASS.replace(b"PK\1\2\x14\3\x14", b"PK\1\2\x14\3\xff")
"""An archive for a later version of the format."""


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
        ({"2026-11-02 2560/ada/a.py": ONE, "2026-11-03/ada/a.py": ONE},
         ["2026-11-02 2560", "2026-11-03"]),
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
        ({"week 4/Day 4.zip": zipped(whole(MOODLE))}, ["Day 4.zip"]),
        ({"bob/a.py": ONE, "cyn/a.py": ONE, "ada.zip": b"PK\3\4 garbage"}, ["hand-ins"]),
        ({"bob/a.py": ONE, "cyn/a.py": ONE, "ada.tar.gz": b"garbage"}, ["hand-ins"]),
        ({"bob/a.py": ONE, "cyn/a.py": ONE, "ada.zip": FUTURE}, ["hand-ins"]),
        ({"bob/a.py": ONE, "cyn/a.py": ONE, "ada.zip": zipped({".": ONE})}, ["hand-ins"]),
        ({"bob/a.py": ONE, "ada.zip": zipped({"a": ONE, "a/b.py": ONE})}, ["hand-ins"]),
        ({**whole(MOODLE), "Eve A_9_assignsubmission_file_/x_1_assignsubmission_file_/a.py": ONE,
          "Eve A_9_assignsubmission_file_/y_2_assignsubmission_file_/a.py": ONE}, ["hand-ins"]),
        ({"2026-01-0001/day4_ex1.py": ONE, "2026-01-0002/day4_ex1.py": ONE}, ["hand-ins"]),
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
        ({"2026-11-01.zip": b"no archive"}, "cannot be opened"),
        ({"2026-11-01.zip": CLASS, "2026-11-02.rar": b"no archive"}, "is not a zip archive"),
        ({"2026-11-01.zip": CLASS, "more.zip": CLASS[:200]}, "Download it again"),
        ({"2026-11-01.tar.gz": b"no archive"}, "is not a zip archive"),
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


@pytest.mark.parametrize(
    "content",
    [b"0001-01-01 00:00:00+14:00", b"9999-12-31 23:59:59-14:00", b"soon", b"\xff", bytes(17 << 20)],
)
def test_a_clock_of_one_person_stops_nobody(content: bytes, tmp_path: Path) -> None:
    """
    Whatever a note of the time says, and even if it is a link, no more than the time is lost.
    """
    laid_out(tmp_path / "submitted", {"ada/day4/timestamp.txt": content, "bob/day4/a.py": ONE})
    (tmp_path / "submitted/bob/day4/timestamp.txt").symlink_to(tmp_path / "submitted/ada/day4")
    listing = entries_in(tmp_path)
    export = Export("e", tmp_path, datetime(2026, 12, 1, tzinfo=UTC))
    when = times_in(listing, export, ZONE, {})

    assert [When(), When()] == [when(entry) for entry in listing.entries]


def test_only_nbgrader_notes_the_time_beside_the_work(tmp_path: Path) -> None:
    """
    Elsewhere a learner may have written that file.
    """
    files = {f"{name.partition('/')[0]}/timestamp.txt": b"2026-11-01 10:00:00" for name in MOODLE}
    listing = entries_in(laid_out(tmp_path, {**files, **whole(MOODLE)}))
    export = Export("e", tmp_path, datetime(2026, 12, 1, tzinfo=UTC))

    assert {When()} == {times_in(listing, export, ZONE, {})(entry) for entry in listing.entries}


def test_late_is_what_canvas_says(tmp_path: Path) -> None:
    """
    A file that its owner has called late is not.
    """
    names = ("lovelaceada_7_90_day4_ex2_LATE_2.py", "rbob_LATE_8_91_a.py", "LATE_anon_12_92_b.py")
    listing = entries_in(laid_out(tmp_path, whole(names)))
    export = Export("e", tmp_path, datetime(2026, 12, 1, tzinfo=UTC))
    when = times_in(listing, export, ZONE, {})

    assert [False, True] == [when(e).is_late for e in listing.entries if e.submission in {"7", "8"}]


def test_an_empty_export_is_named(tmp_path: Path) -> None:
    """
    A folder of a day into which nothing was put is a slip, also beside an export with people.
    """
    (tmp_path / "hand-ins" / "2026-11-28").mkdir(parents=True)

    for files in ({}, {"2026-11-01/ada/a.py": ONE, "2026-11-01/bob/a.py": ONE}):
        with pytest.raises(KitError, match="2026-11-28 is empty"):
            names(tmp_path, files)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """
    An export that is a link could lead anywhere, so it is refused with what to do.
    """
    laid_out(tmp_path, {"elsewhere/ada/a.py": ONE, "hand-ins/bob/a.py": ONE})
    (tmp_path / "hand-ins" / "ada").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(KitError, match="ada is a link, and links are not followed"):
        names(tmp_path, {})


def test_an_archive_that_lies_elsewhere_is_named(tmp_path: Path) -> None:
    """
    Where hand-ins/ is empty, an archive beside it is what the instructor has meant.
    """
    laid_out(tmp_path, {"Day 4.zip": zipped(whole(MOODLE)), "hand-ins/notes.txt": b""})

    with pytest.raises(KitError, match=r"Is .*Day 4.zip an export\? Then move it"):
        names(tmp_path, {})


def test_an_archive_is_as_old_as_its_newest_member(tmp_path: Path) -> None:
    """
    Copying an archive does not make it a newer export.
    """
    for day, name in ((3, "b.zip"), (1, "a.zip")):
        path = tmp_path / "hand-ins" / name
        path.parent.mkdir(exist_ok=True)
        with ZipFile(path, "w") as archive:
            for member in MOODLE:
                archive.writestr(ZipInfo(member, (2026, 11, day, 10, 0, 0)), ONE)
        os.utime(path, (10**9 - day, 10**9 - day))

    assert ["a.zip", "b.zip"] == names(tmp_path, {})


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
