"""
The feedback as an archive, read back by the rules of the platforms that import it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.exports import canvas, moodle
from autograder.classroom.feedback_zip import (
    MEMBERS,
    canvas_member,
    member_of,
    moodle_member,
    write_feedback_zip,
)
from autograder.classroom.grade import Grade
from tests.classroom.fakes import handed_in, report_of

NAMES = st.text(min_size=1, max_size=12).filter(lambda name: "/" not in name and "\0" not in name)
NUMBERS = st.integers(1, 10**9).map(str)


def read_by_moodle(member: str, participants: set[str]) -> tuple[str, str] | None:
    """Who gets a file, and under which name: as Moodle's importer of feedback files finds it.

    It skips hidden files, takes the first part of the path that splits into a name, the number of a
    participant, a type and a plugin, and joins what is behind them.
    """
    parts = ["", "import", *member.split("/")]
    if parts[-1].startswith((".", "~")):
        return None
    while parts:
        info = parts.pop(0).split("_", 4)
        if len(info) < 4 or not re.fullmatch("[0-9]+", info[1]) or info[1] not in participants:
            continue
        if info[2:4] != ["assignfeedback", "file"]:
            continue
        rest = info[4] if len(info) == 5 else ""
        return info[1], "/".join([rest, *parts])
    return None


def read_by_canvas(
    member: str, attachments: dict[str, str], groups: tuple[str, ...] = ()
) -> tuple[str, str] | None:
    """User and attachment of a file, as Canvas infers them. attachments: who handed them in.

    It drops the name of a group in front and the mark LATE, and takes the first two numbers, or
    what is behind `anon`.
    """
    name = member.rpartition("/")[2]
    for group in groups:
        if name.startswith(f"{group}_"):
            name = name.removeprefix(f"{group}_")
            break
    split = [part for part in name.split("_") if part != "LATE"]
    if split[0] == "anon":
        found = split[1:3]
    else:
        found = [part for part in split if re.fullmatch("[0-9]+", part)][:2]
    if split[-1].startswith("link") or name.startswith("._") or len(found) < 2:
        return None
    user, attachment = found
    return (user, attachment) if attachments.get(attachment) == user else None


def graded(submission: str, *paths: str) -> Grade:
    return Grade(report_of(submission, "GRADED"), hand_in=handed_in(dict.fromkeys(paths, "hash")))


def page(submission: str, platform: str, *paths: str) -> tuple[str, bytes]:
    """A page with its name in an archive."""
    return member_of(graded(submission, *paths), platform), f"<p>{submission}".encode()


@pytest.mark.parametrize(
    ("name", "member"),
    [
        (
            "Ada Lovelace_12_assignsubmission_file",
            "Ada Lovelace_12_assignfeedback_file_/feedback.html",
        ),
        (
            "Ada_Byron_12_assignsubmission_file_",
            "Ada Byron_12_assignfeedback_file_/feedback.html",
        ),
        (
            "Ada_12_assignsubmission_file_day4_ex1.py",
            "Ada_12_assignfeedback_file_/feedback.html",
        ),
        ("_7_12_assignsubmission_file", "7_12_assignfeedback_file_/feedback.html"),
        ("Ada_assignsubmission_file", ""),
        ("ada", ""),
        ("a_1_assignsubmission_file_b_2_assignsubmission_file_x.py", ""),
        ("", ""),
    ],
)
def test_a_page_for_moodle_is_named_after_the_participant(name: str, member: str) -> None:
    """
    The number is that of the platform's own name; one with two readings gives no page.
    """
    assert member == moodle_member(name)


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("lovelaceada_924_5533_day4_ex1.py", "lovelaceada_924_5533_feedback.html"),
        ("lovelaceada_LATE_924_5533_day4.zip", "lovelaceada_924_5533_feedback.html"),
        ("24_924_5533_day4_ex1.py", "learner_924_5533_feedback.html"),
        ("anon_Xy7_5533_day4_ex1.py", "anon_Xy7_5533_feedback.html"),
        ("LATE_anon_Xy7_5533_day4_ex1.py", "anon_Xy7_5533_feedback.html"),
        ("lovelaceada_924_text.html", ""),
        ("lovelaceada_924_5533_7_day4_ex1.py", ""),
        ("anon_Xy7_text.html", ""),
        ("ada", ""),
        ("", ""),
    ],
)
def test_a_page_for_canvas_is_named_after_an_attachment(name: str, member: str) -> None:
    """
    User and attachment are those of a file that was handed in; without one there is no page.
    """
    assert member == canvas_member(name)


@given(NAMES, NUMBERS)
def test_moodle_finds_the_reader(name: str, number: str) -> None:
    """
    Whatever a person is called, Moodle's importer gives the page to the one who handed in.
    """
    folder = f"{name}_{number}_assignsubmission_file"
    entry = moodle(Path(folder), is_file=False)
    member = moodle_member(folder)

    assert entry is not None
    assert number == entry.submission
    assert (number, "/feedback.html") == read_by_moodle(member, {number})


@given(NAMES, NUMBERS, NUMBERS, NAMES, st.sampled_from(["", "_LATE"]))
def test_canvas_finds_the_reader(
    name: str, user: str, attachment: str, file: str, late: str
) -> None:
    """
    Whatever a person or a file is called, Canvas gives the page to the one who handed in, or none.
    """
    handed_in = f"{name}{late}_{user}_{attachment}_{file}"
    entry = canvas(Path(handed_in), is_file=True)
    member = canvas_member(handed_in)
    found = read_by_canvas(member, {attachment: user}, (name,)) if member else None

    assert bool(member) == (found is not None)
    if member and entry is not None:
        assert not entry.problem


@pytest.mark.parametrize(
    ("path", "member"),
    [
        ("hand-ins/a_924_5533_b.zip/c_9_8_x.py", "a_924_5533_feedback.html"),
        ("hand-ins/export_2026_11_24/a_924_5533_b.zip/c_9_8_x.py", "a_924_5533_feedback.html"),
        ("hand-ins/export_2026_11_a/a_924_5533_b.zip/c_9_8_x.py", "a_924_5533_feedback.html"),
        ("hand-ins/a_31_5533_b.zip/c_9_8_x.py", "a_31_5533_feedback.html"),
    ],
)
def test_what_a_learner_or_an_instructor_named_is_no_address(path: str, member: str) -> None:
    """
    Of several names in a path, the one with the person's own id counts, else the outermost.
    """
    assert member == member_of(graded("924", path), "canvas")


def test_an_archive_holds_a_page_for_each_reader(tmp_path: Path) -> None:
    """
    Each page arrives with its own reader.
    """
    both = ("lovelaceada_924_5533_day4_ex1.py", "lovelaceada_924_5534_day4_ex2.py")
    pages = [
        page("924", "canvas", *both),
        page("925", "canvas", "hand-ins/turingalan_925_5535_day4_ex1.py"),
    ]
    path = tmp_path / "feedback-canvas.zip"
    attachments = {"5533": "924", "5534": "924", "5535": "925"}
    write_feedback_zip(path, pages)

    with zipfile.ZipFile(path) as archive:
        found = {read_by_canvas(one, attachments): archive.read(one) for one in archive.namelist()}
    assert {("924", "5533"): b"<p>924", ("925", "5535"): b"<p>925"} == found


def test_of_a_group_one_page_goes_back(tmp_path: Path) -> None:
    """
    Where several people handed in one file, Canvas gets one page.
    """
    pages = [page(one, "canvas", "teamone_924_5533_day4_ex1.py") for one in ("924", "925")]
    write_feedback_zip(tmp_path / "x.zip", pages)

    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert [b"<p>924"] == [archive.read(one) for one in archive.namelist()]


@pytest.mark.parametrize("paths", [(), ("plain/day4_ex1.py",)])
@pytest.mark.parametrize("platform", MEMBERS)
def test_who_cannot_be_reached_has_no_page(platform: str, paths: tuple[str, ...]) -> None:
    """
    Where nothing says where a page should go, it has no name in the archive.
    """
    assert not member_of(graded("926", *paths), platform)


@pytest.mark.parametrize("platform", MEMBERS)
def test_the_same_pages_give_the_same_archive(tmp_path: Path, platform: str) -> None:
    """
    Two archives of the same pages are equal byte for byte, and everybody may read what is in them.
    """
    pages = [page("12", platform, "Ada_12_assignsubmission_file/x.py", "ada_12_34_x.py")]
    paths = [tmp_path / "one.zip", tmp_path / "two.zip"]
    for path in paths:
        write_feedback_zip(path, pages)

    assert paths[0].read_bytes() == paths[1].read_bytes()
    with zipfile.ZipFile(paths[0]) as archive:
        assert {0o100644} == {one.external_attr >> 16 for one in archive.infolist()}


def test_a_failed_write_leaves_the_old_archive(tmp_path: Path) -> None:
    """
    If a page cannot be made, the archive of before stays, and nothing is left beside it.
    """

    def pages() -> Iterator[tuple[str, bytes]]:
        yield page("12", "moodle", "Ada_12_assignsubmission_file/x.py")
        raise OSError

    path = tmp_path / "feedback-moodle.zip"
    path.write_bytes(b"old")
    with pytest.raises(OSError):  # noqa: PT011 -- it is the one that was raised above
        write_feedback_zip(path, pages())

    assert b"old" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())
