"""
The roster, and the members of a class.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.classroom.entries import Entry, Upload
from autograder.classroom.layout import Listing
from autograder.classroom.roster import gather, owners_of, people_in, read_roster
from autograder.grading.errors import KitError

ROSTERS = {
    "plain": ("id,name\nada,Ada Lovelace\nalan,\n", {"ada": "Ada Lovelace", "alan": ""}),
    "no header": ("ada\nalan\n", {"ada": "", "alan": ""}),
    "semicolons": ("Name;ID\nLovelace, Ada;ada\n", {"ada": "Lovelace, Ada"}),
    "canvas": (
        'Student,ID,SIS Login ID,Section\n"Lovelace, Ada",12,ada@example.org,A\n',
        {"12": "Lovelace, Ada"},
    ),
    "moodle": (
        "Identifier,Full name,Email address\nTeilnehmer/in 12345,Ada Lovelace,a@example.org\n",
        {"12345": "Ada Lovelace"},
    ),
    "gradescope": (
        "First Name,Last Name,SID,Email\nAda,Lovelace,100,a@example.org\n",
        {"100": "Ada Lovelace"},
    ),
    "nbgrader": ("id,first_name,last_name\nada,Ada,Lovelace\n", {"ada": "Ada Lovelace"}),
    "twice": ("id\nada\nada\n", {"ada": ""}),
    "blank lines": ("id\n\nada\n,\n", {"ada": ""}),
    "newline in a cell": ('id,name\nada,"Ada\nLovelace"\n', {"ada": "Ada\\nLovelace"}),
}


@pytest.mark.parametrize(("text", "expected"), ROSTERS.values(), ids=ROSTERS)
def test_people_are_read(text: str, expected: dict[str, str]) -> None:
    """
    Exports of all platforms, and a bare list, give ids and names.
    """
    assert expected == {person.submission: person.name for person in people_in(text)}


def test_a_mark_in_front_is_not_part_of_the_header(tmp_path: Path) -> None:
    """
    A file that Excel saved as UTF-8 is read like any other.
    """
    path = tmp_path / "roster.csv"
    path.write_bytes(b"\xef\xbb\xbfID\r\nada\r\n")

    assert ["ada"] == [person.submission for person in read_roster(path)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "names nobody"),
        (b"id\n", "names nobody"),
        (b"\xff", "UTF-8"),
        (b'id\n"a', "not a CSV"),
    ],
    ids=["empty", "header", "latin-1", "open-quote"],
)
def test_a_bad_roster_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    """
    A roster that cannot be read is refused in one sentence.
    """
    path = tmp_path / "roster.csv"
    path.write_bytes(content)

    with pytest.raises(KitError, match=reason):
        read_roster(path)


def test_the_absent_and_the_unknown_are_reported() -> None:
    """
    People without an entry are added to the class, and entries that are not on the roster are
    unknown.
    """
    people = people_in("id,name\nada,Ada Lovelace\nalan,Alan Turing\n")
    found = gather(Listing("plain", (Entry("Ada ", ()), Entry("eve", ()))), people)

    assert [("Ada ", "Ada Lovelace"), ("eve", ""), ("alan", "Alan Turing")] == [
        (member.submission, member.name) for member in found.members
    ]
    assert ("eve",) == found.unknown


@pytest.mark.parametrize(
    "entry",
    [
        Entry("12", (), ("lovelaceada",)),
        Entry("submission_1", (), ("100", "ADA@example.org")),
        Entry("Ada Lovelace", ()),
    ],
    ids=["canvas", "gradescope", "moodle"],
)
def test_an_entry_is_found_by_any_of_its_names(entry: Entry) -> None:
    """
    An alias that only one person has identifies the owner of an entry.
    """
    people = people_in(
        'id,name,email,student\n7,Ada Lovelace,ada@example.org,"Lovelace, Ada"\n8,Eve,e@x,x\n'
    )

    (owner,) = owners_of([entry], people)[entry.submission]

    assert "7" == owner.submission


def test_a_shared_name_identifies_nobody() -> None:
    """
    A name that two people share identifies neither of them.
    """
    people = people_in("id,name\n1,Ann Lee\n2,Ann Lee\n")

    assert {"12": []} == owners_of([Entry("12", (), ("Ann Lee",))], people)


def test_a_group_is_present_as_a_whole() -> None:
    """
    A submission of two people makes both of them present.
    """
    people = people_in("id\n200\n201\n")

    found = gather(Listing("plain", (Entry("200+201", (), ("200", "201")),)), people)

    assert ["200+201"] == [member.submission for member in found.members]


CLASS = people_in("Student,ID,SIS User ID\nAda,101,s101\nEve,66,s66\nBob,55,s55\n")


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(Entry("66", (), ("101",)), id="the-id-of-another"),
        pytest.param(Entry("66", (), ("s101",)), id="another-id-of-another"),
        pytest.param(Entry("999", (), ("101",)), id="nobody-on-the-roster"),
        pytest.param(Entry("999", (), ("s101",)), id="nobody-with-another-id"),
    ],
)
def test_a_name_is_never_taken_for_an_id(entry: Entry) -> None:
    """
    Whoever uses another person's id as a name is not taken for that person.
    """
    owners = owners_of([entry], CLASS)[entry.submission]

    assert "101" not in {person.submission for person in owners}


FOLDER = (Upload(Path("folder"), "folder"),)
LISTING = Listing(
    "plain", (Entry("ada", FOLDER), Entry("12", FOLDER, ("12", "Alan Turing"))), ("notes.txt",)
)


def test_without_a_roster_entries_are_the_class() -> None:
    """
    Without a roster nobody is absent or unknown, and names are those of the platform.
    """
    found = gather(LISTING, None)

    assert [("ada", ""), ("12", "Alan Turing")] == [(m.submission, m.name) for m in found.members]
    assert ((), ("notes.txt",)) == (found.unknown, found.strays)


def test_the_roster_adds_the_absent_and_names() -> None:
    """
    People only on the roster have handed in nothing, and people on both have the roster's name.
    """
    found = gather(LISTING, people_in("id,name\nada,Ada Lovelace\ngrace,Grace Hopper\n"))

    assert [
        ("ada", "Ada Lovelace", True),
        ("12", "Alan Turing", True),
        ("grace", "Grace Hopper", False),
    ] == [(m.submission, m.name, bool(m.uploads)) for m in found.members]
    assert ("12",) == found.unknown


def test_nobody_is_there_twice() -> None:
    """
    Ids that differ only in punctuation belong to different people.
    """
    listing = Listing("plain", (Entry("a.b", ()), Entry("ab", ())))
    found = gather(listing, people_in("id\na.b\nab\n"))

    assert ["a.b", "ab"] == [member.submission for member in found.members]
    assert () == found.unknown
