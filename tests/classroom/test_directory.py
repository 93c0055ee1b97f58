"""
The directory of a roster.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.classroom.directory import Directory
from autograder.classroom.entries import Entry
from autograder.classroom.roster import people_in
from tests.classroom.rooms import members, words


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

    (owner,) = Directory(people).owners_of(entry)

    assert "7" == owner.submission


def test_a_shared_name_identifies_nobody() -> None:
    """
    A name that two people share identifies neither of them.
    """
    people = people_in("id,name\n1,Ann Lee\n2,Ann Lee\n")

    assert [] == Directory(people).owners_of(Entry("12", (), ("Ann Lee",)))


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
    Somebody who uses another person's id as a name is not taken for that person.
    """
    owners = Directory(CLASS).owners_of(entry)

    assert "101" not in {person.submission for person in owners}


@pytest.mark.parametrize(
    "folder",
    [
        "M\u00fcller, J\u00f6rg",
        "M\u00fcller J\u00f6rg",
        "Mu\u0308ller_J\u00f6rg",
        "m\u00fcllerj\u00f6rg",
    ],
)
def test_the_last_name_may_be_in_front(folder: str, tmp_path: Path) -> None:
    """
    A name in the order of lists means the one person who has it, as long as one entry has it.
    """
    roster = "id,name\n1,Ada\n2,J\u00f6rg M\u00fcller\n"
    names = ["1/day4_ex1.py", f"{folder}/day4_ex1.py"]
    twins = members(tmp_path / "two", names, f"{roster}3,J\u00f6rg M\u00fcller\n")
    both = members(tmp_path / "both", [*names, "J\u00f6rg M\u00fcller/day4_ex1.py"], roster)

    assert {"1": "", "2": ""} == words(members(tmp_path / "one", names, roster))
    assert all("as the name is the same, another's" in words(twins)[one] for one in "23")
    assert "which one counts?" in words(both)["2"]


@pytest.mark.parametrize("folder", ["group_2", "Group 2", "GROUP-2"])
def test_a_group_may_be_written_with_an_underscore(folder: str, tmp_path: Path) -> None:
    """
    A space in the name of a group may be a `_`, unless another group is called like that.
    """
    roster = "id,group\n7,Group 2\n8,Group 3\n"
    found = words(members(tmp_path / "one", [f"{folder}/day4_ex1.py"], roster))
    rival = words(members(tmp_path / "two", ["gr_oup2/day4_ex1.py"], f"{roster}9,gr oup_2\n"))

    assert {"7": "", "8": "Nothing was handed in."} == found
    assert {"": "gr_oup2"} == {why: name for name, why in rival.items() if not why}
