"""
The people of a batch.
"""

from __future__ import annotations

from autograder.classroom.entries import Entry
from autograder.classroom.layout import Listing
from autograder.classroom.people import gather
from autograder.classroom.roster import people_in

LISTING = Listing(
    "plain", (Entry("ada", ()), Entry("12", (), ("12", "Alan Turing"))), ("notes.txt",)
)


def test_without_a_roster_entries_are_the_class() -> None:
    """
    Nobody is absent and nobody unknown; names are those of the platform.
    """
    found = gather(LISTING, None)

    assert [("ada", ""), ("12", "Alan Turing")] == [(m.submission, m.name) for m in found.members]
    assert ((), ("notes.txt",)) == (found.leftovers.unknown, found.leftovers.strays)


def test_the_roster_adds_the_absent_and_names() -> None:
    """
    Who is on the roster alone has no entry; who is on both has the roster's name.
    """
    found = gather(LISTING, people_in("id,name\nada,Ada Lovelace\ngrace,Grace Hopper\n"))

    assert [
        ("ada", "Ada Lovelace", True),
        ("12", "Alan Turing", True),
        ("grace", "Grace Hopper", False),
    ] == [(m.submission, m.name, m.entry is not None) for m in found.members]
    assert ("12",) == found.leftovers.unknown


def test_nobody_is_there_twice() -> None:
    """
    Ids that differ in punctuation alone belong to different people, each with one line.
    """
    listing = Listing("plain", (Entry("a.b", ()), Entry("ab", ())))
    found = gather(listing, people_in("id\na.b\nab\n"))

    assert ["a.b", "ab"] == [member.submission for member in found.members]
    assert () == found.leftovers.unknown
