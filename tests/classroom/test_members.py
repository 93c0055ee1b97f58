"""
The members of a class.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from autograder.classroom.entries import Entry, Upload
from autograder.classroom.layout import Listing
from autograder.classroom.members import gather
from autograder.classroom.roster import people_in
from tests.classroom.rooms import BOTH, ONE, members, words, zipped


def test_the_absent_and_the_unknown_are_reported() -> None:
    """
    People without an entry are added to the class, and entries that are not on the roster are
    unknown.
    """
    people = people_in("id,name\nada,Ada Lovelace\nalan,Alan Turing\n")
    found = gather(Listing("plain", (Entry("Ada ", ()), Entry("eve", ()))), people)

    assert [("ada", "Ada Lovelace"), ("eve", ""), ("alan", "Alan Turing")] == [
        (member.submission, member.name) for member in found.members
    ]
    assert ("eve",) == found.unknown


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


GROUPS = {
    "Gradescope": (
        {
            "submission_7/day4_ex1.py": ONE,
            "submission_metadata.yml": b"submission_7:\n  :submitters:\n  - :name: Grace Hopper\n"
            b"    :sid: 's1'\n  - :name: Alan Turing\n    :email: a@example.org\n",
        },
        (
            "First Name,Last Name,SID,Email\nGrace,Hopper,s1,g@example.org\n"
            "Alan,Turing,s2,a@example.org\nAda,Lovelace,s3,l@example.org\n"
        ),
    ),
    "Moodle": (
        {"Group A_77_assignsubmission_file/day4_ex1.py": ONE},
        (
            "First name,Last name,ID number,Groups\n"
            'Grace,Hopper,s1,"Group A, Night"\nAlan,Turing,s2,Group A\nAda,Lovelace,s3,Group B\n'
        ),
    ),
    "Moodle, German": (
        {"Gruppe A_77_assignsubmission_file/day4_ex1.py": ONE},
        (
            "Vorname;Nachname;ID-Nummer;Gruppen\n"
            "Grace;Hopper;s1;Gruppe A\nAlan;Turing;s2;Gruppe A\nAda;Lovelace;s3;Gruppe B\n"
        ),
    ),
    "Canvas": (
        {"groupa_s1_901_day4_ex1.py": ONE, "groupa_7_901_day4_ex1.py": ONE},
        (
            "name,user_id,group_name\nGrace Hopper,s1,Group A\nAlan Turing,s2,Group A\n"
            "Ada Lovelace,s3,Group B\n"
        ),
    ),
    "plain": (
        {"group-a.zip": zipped(BOTH)},
        "id,name,group\ns1,Grace Hopper,Group A\ns2,Alan Turing,Group A\ns3,Ada Lovelace,\n",
    ),
}
GROUPS["Canvas"][0].pop("groupa_s1_901_day4_ex1.py")


@pytest.mark.parametrize(("files", "roster"), GROUPS.values(), ids=GROUPS)
def test_a_group_has_a_member_for_each(
    files: dict[str, bytes], roster: str, tmp_path: Path
) -> None:
    """
    Each person of a group has the files of the group and the same inputs, and all are named.
    """
    found = members(tmp_path, files, roster)
    grace, alan, ada = found.members

    assert {"s1": "", "s2": "", "s3": "Nothing was handed in."} == words(found)
    assert ((), "Ada Lovelace", "") == (found.unknown, ada.name, ada.remark)
    assert grace.shared == alan.shared != ""
    assert grace.remark == alan.remark
    assert "Grace Hopper (s1) and Alan Turing (s2)." in grace.remark


def test_a_group_without_a_roster(tmp_path: Path) -> None:
    """
    Where the platform names the people of a group, no roster is needed; a name alone is one entry.
    """
    found = members(tmp_path / "one", GROUPS["Gradescope"][0], None)
    other = members(tmp_path / "two", GROUPS["Moodle"][0], None)

    assert ["s1", "a@example.org"] == [member.submission for member in found.members]
    assert ["77"] == [member.submission for member in other.members]


def test_a_name_of_one_word_is_a_name(tmp_path: Path) -> None:
    """
    Whom Gradescope or Moodle calls by a single word keeps that name without a roster, and an
    address is none.
    """
    moodle = [
        f"{name}_assignsubmission_file_/day4_ex1.py" for name in ("\u738b\u4f1f_8", "Ada L_9")
    ]
    found = members(tmp_path / "moodle", moodle, None)
    assert ["\u738b\u4f1f", "Ada L"] == [one.name for one in found.members]

    people = {
        "submission_101": "  - :name: Suharto\n    :sid: '7'\n    :email: s@example.org\n",
        "submission_102": "  - :name: Pele\n    :sid:\n    :email: p@example.org\n",
        "submission_103": "  - :name:\n    :sid: '9'\n    :email: n@example.org\n",
    }
    listed = "".join(f"{name}:\n  :submitters:\n{lines}" for name, lines in people.items())
    files = {f"{name}/day4_ex1.py": ONE for name in people}
    files["submission_metadata.yml"] = listed.encode()
    found = members(tmp_path / "gradescope", files, None)

    names = {one.submission: one.name for one in found.members}
    assert {"7": "Suharto", "p@example.org": "Pele", "9": ""} == names


def test_a_person_of_two_groups_is_a_question(tmp_path: Path) -> None:
    """
    If two groups handed in for one person, that one is refused, and the others are read.
    """
    metadata = "submission_{0}:\n  :submitters:\n  - :sid: 'a{0}'\n  - :sid: 'both'\n"
    files = {f"submission_{k}/day4_ex1.py": ONE for k in (1, 2)}
    both = "".join(metadata.format(k) for k in (1, 2)).encode()
    said = words(members(tmp_path, {**files, "submission_metadata.yml": both}, None))

    assert {"a1": "", "a2": ""} == {name: why for name, why in said.items() if name != "both"}
    assert "submission_1 and submission_2 are handed in for one person" in said["both"]


def test_work_of_a_group_and_of_oneself_is_a_question(tmp_path: Path) -> None:
    """
    Who is in a group that handed in and has handed in alone is asked about; the group is nobody.
    """
    roster = "id,name,group\n1,A B,G1\n2,B C,G1\n3,C D,\n"
    names = [f"{name}/day4_ex1.py" for name in ("G1", "2", "3")]
    found = members(tmp_path, names, roster)
    said = words(found)

    assert {"1": "", "3": ""} == {name: why for name, why in said.items() if name != "2"}
    assert "handed in for one person; which one counts?" in said["2"]
    assert () == found.unknown


def test_in_a_group_everybody_is_themselves(tmp_path: Path) -> None:
    """
    Where Moodle puts the group in front of a name, the person is found, and the group is named.
    """
    roster = (
        "First name,Last name,ID number,Groups\nGrace,Hopper,s1,Group-A\nAlan,Turing,s2,Group-A\n"
    )
    names = [
        f"Group-A-{n}_assignsubmission_file/day4_ex1.py"
        for n in ("Grace Hopper_7", "Alan Turing_8")
    ]
    found = members(tmp_path, names, roster)

    assert {"s1": "", "s2": ""} == words(found)
    assert {"Of the group Group-A."} == {member.remark for member in found.members}


def test_whoever_is_called_like_a_group_is_not_it(tmp_path: Path) -> None:
    """
    A learner who takes the name of a group hands in alone, as the number says who it is.
    """
    roster = "name,user_id,group_name\nEve,66,B\nGrace,67,Group A\nAlan,68,Group A\n"
    said = words(members(tmp_path, ["groupa_66_901_day4_ex1.py"], roster))

    assert ["66"] == [name for name, why in said.items() if not why]


def test_a_script_of_somebody_known_is_taken(tmp_path: Path) -> None:
    """
    A script with an id for its name is that person's; beside a folder of theirs it is a question.
    """
    files = {"ada/day4_ex1.py": ONE, "tess.zip": zipped(BOTH), "tess.py": ONE, "ron.py": ONE}
    found = members(tmp_path, files, "id\nada\ntess\nron\n")
    (ron,) = (member for member in found.members if member.submission == "ron")

    assert ("", ["ron.py"]) == (ron.problem, [upload.name for upload in ron.uploads])
    assert "tess.zip and tess.py are handed in for one person" in words(found)["tess"]


def test_an_unknown_script_is_a_row_of_its_own(tmp_path: Path) -> None:
    """
    Without a roster a script on its own is refused under its name, and counts as an entry.
    """
    said = words(members(tmp_path, ["ada/day4_ex1.py", "tess.py"], None))

    assert ["ada", "tess.py"] == list(said)
    assert said["tess.py"].startswith("tess.py is not in a folder")


def test_namesakes_are_told_apart_by_ids_alone(tmp_path: Path) -> None:
    """
    Work that may be either of two namesakes' goes to neither, and both hear of it.
    """
    roster = "First name,Last name,ID number\nAnn,Lee,s1\nAnn,Lee,s2\nBob,Ray,s3\n"
    names = [
        f"{n}_assignsubmission_file/day4_ex1.py" for n in ("Ann Lee_8", "Ann Lee_9", "Bob Ray_7")
    ]
    found = members(tmp_path, names, roster)
    said = words(found)

    assert ("", ("8", "9")) == (said["s3"], found.unknown)
    for name in ("s1", "s2"):
        assert "Ann Lee_8_assignsubmission_file and Ann Lee_9_" in said[name]
        assert said[name].endswith(f"put it into a folder named {name}.")


def test_a_section_with_last_names_in_front_is_refused(tmp_path: Path) -> None:
    """
    In the folder of a section, people are known by their names in any order, as anywhere else.
    """
    files = [f"A/{name}/day4_ex1.py" for name in ("Lovelace, Ada", "Hall_Bea")]
    roster = "id,name\n1,Ada Lovelace\n2,Bea Hall\n3,C\n"
    said = words(members(tmp_path, [*files, "3/day4_ex1.py"], roster))

    assert said["A"].startswith("A holds the work of several people (2 and 1)")
    assert (True, "") == ("A/Lovelace, Ada may be" in said["1"], said["3"])


@pytest.mark.parametrize("packed", [False, True])
def test_one_entry_with_several_people_is_refused(packed: bool, tmp_path: Path) -> None:
    """
    An entry with the folders of several people is refused, and so is each of them, with its place.
    """
    inside = {"eve/day4_ex1.py": ONE, "bob/day4_ex1.py": ONE}
    files = {"section1.zip": zipped(inside)} if packed else {f"section1/{n}": ONE for n in inside}
    said = words(members(tmp_path, {**files, "ada/day4_ex1.py": ONE}, "id\nada\neve\nbob\nzoe\n"))
    place = "section1.zip" if packed else "section1"

    assert ("", "Nothing was handed in.") == (said["ada"], said["zoe"])
    assert f"{place} holds the work of several people (" in said["section1"]
    assert f"{place}/eve may be this person's" in said["eve"]


def test_the_ids_are_those_that_entries_have(tmp_path: Path) -> None:
    """
    The id of a person is the one that the platform writes into the names of files, for everybody.
    """
    roster = 'Student,ID,SIS Login ID,Section\n"Lovelace, Ada",5,ada,S\n"Ray, Bob",6,bob,S\n'
    login = words(members(tmp_path / "login", ["ada/day4_ex1.py"], roster))
    number = words(members(tmp_path / "id", ["lovelaceada_5_901_day4_ex1.py"], roster))

    assert (["ada", "bob"], ["5", "6"]) == (list(login), list(number))


@pytest.mark.parametrize(
    "roster",
    [
        "Matrikelnr.;Name\ns1;Ada\ns2;Bob\ns3;Eve\n",
        "#,Name,Student No.,Room\n1,Ada,s1,R\n2,Bob,s2,R\n3,Eve,s3,R\n",
        "Nachname,Vorname,Note,Kennzahl\nL,Ada,1,s1\nL,Bob,3,s2\nL,Eve,2,s3\n",
        "Matrikelnr.;Name;E-Mail\ns1;Ada;a@x\ns2;Bob;b@x\ns3;Eve;e@x\n",
        "M\u00e3 s\u1ed1;H\u1ecd v\u00e0 t\u00ean;Email\ns1;Ada L;a@x\ns2;Bo R;b@x\ns3;Eve;e@x\n",
        "Login;Kennung;Telefon\nada;s1;4.9E+11\nbob;s2;4.8E+11\neve;s3;4.7E+11\n",
        "Matrikelnr.;Name\ns1;Ann Lee\ns2;Ann Lee\ns3;Ann Lee\n",
    ],
    ids=["german", "counted", "marks", "address", "vietnamese", "telephone", "namesakes"],
)
def test_ids_are_found_under_any_title(roster: str, tmp_path: Path) -> None:
    """
    If no known title is above the ids of the entries, nobody is there twice: by name and by id.
    """
    found = members(tmp_path, ["s1/day4_ex1.py", "s2/day4_ex1.py"], roster)

    assert (["s1", "s2", "s3"], ()) == (list(words(found)), found.unknown)


@pytest.mark.parametrize("header", ["\u0424\u0418\u041e;Email", "Email;\u0424\u0418\u041e"])
def test_names_are_found_under_any_title(header: str, tmp_path: Path) -> None:
    """
    Beside addresses, names are found in whatever language the title above them is.
    """
    cells = ["a@x", "Ada Lovelace"] if header.startswith("Email") else ["Ada Lovelace", "a@x"]
    found = members(tmp_path, ["Ada Lovelace/day4_ex1.py"], f"{header}\n{';'.join(cells)}\n")

    assert [("a@x", "Ada Lovelace")] == [(one.submission, one.name) for one in found.members]
    assert {"a@x": ""} == words(found)


def test_marks_that_nobody_sees_are_no_part_of_a_name(tmp_path: Path) -> None:
    """
    A mark of direction, as some keyboards put it before a name, does not make it another's.
    """
    found = members(tmp_path, ["ada/day4_ex1.py", "\u200feve/day4_ex1.py"], "id\nada\neve\n")

    assert (["ada", "eve"], ()) == (sorted(words(found)), found.unknown)


def test_a_packed_class_beside_its_folders_is_nobody_s(tmp_path: Path) -> None:
    """
    An export that was left beside what came out of it is not graded as somebody's work.
    """
    files = {"ada/day4_ex1.py": ONE, "eve/day4_ex1.py": ONE}
    said = words(members(tmp_path, {**files, "all.zip": zipped(files)}, "id\nada\neve\n"))

    assert ("", "") == (said["ada"], said["eve"])
    assert "all.zip holds the work of several people (ada and eve)" in said["all"]


def test_groups_of_a_classroom_may_begin_alike(tmp_path: Path) -> None:
    """
    What all groups of a GitHub Classroom are called is a part of their names.
    """
    names = [f"cs1-day4-team-{one}/day4_ex1.py" for one in "ab"]
    found = members(tmp_path, names, "id,group\n1,team-a\n2,team-a\n3,team-b\n4,team-c\n")

    assert ({"1": "", "2": "", "3": "", "4": "Nothing was handed in."}, ()) == (
        words(found),
        found.unknown,
    )


def test_an_id_counts_more_than_a_name(tmp_path: Path) -> None:
    """
    Using another person's name does not affect the entry with the right id.
    """
    names = [f"Ada L_{n}_assignsubmission_file/day4_ex1.py" for n in (5, 66)]
    found = members(
        tmp_path, names, "Identifier,Full name\nParticipant 5,Ada L\nParticipant 6,Bob\n"
    )

    assert {"5": "", "66": "", "6": "Nothing was handed in."} == words(found)
    assert ("66",) == found.unknown


def test_a_plain_class_may_have_hyphens(tmp_path: Path) -> None:
    """
    Ids that begin alike stay whole, with a roster that has them so and without one.
    """
    names = ["2026-cs-001", "2026-cs-002", "2026-cs-003"]
    files = [f"{name}/day4_ex1.py" for name in names]
    first = ["anna-lena/day4_ex1.py", "anna-maria/day4_ex1.py"]

    assert names == list(words(members(tmp_path / "one", files, None)))
    assert names == list(words(members(tmp_path / "two", files, "id\n" + "\n".join(names))))
    assert ["anna-lena", "anna-maria"] == list(words(members(tmp_path / "three", first, None)))
    known = "id\n2026-a1\n2026-a2\n"
    coded = ["2026-a1/day4_ex1.py", "2026-a2/day4_ex1.py"]
    assert ["2026-a1", "2026-a2"] == list(words(members(tmp_path / "four", coded, known)))


def test_an_export_that_is_still_packed_is_refused(tmp_path: Path) -> None:
    """
    A platform's archive is the work of many, and each of them reads where theirs is.
    """
    roster = "First name,Last name,ID number\nAda,L,s1\nBob,R,s2\nZoe,Z,s3\n"
    names = "Ada L_12", "Bob R_13"
    packed = zipped({f"{name}_assignsubmission_file/day4_ex1.py": ONE for name in names})
    said = words(members(tmp_path, {"download.zip": packed}, roster))

    assert "download.zip holds the work of several people (s1 and s2)" in said["download"]
    assert said["s1"].startswith("download.zip/Ada L_12_assignsubmission_file may be")
    assert "Nothing was handed in." == said["s3"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(17), zipped({})])
def test_a_broken_archive_is_nobody_else_s_trouble(content: bytes, tmp_path: Path) -> None:
    """
    An archive of an unknown person that cannot be read is refused alone.
    """
    files = {"stranger.zip": content, "ada/day4_ex1.py": ONE}
    said = words(members(tmp_path, files, "id\nada\nbob\nzoe\n"))

    assert ("", "Nothing was handed in.") == (said["ada"], said["zoe"])
    assert said["stranger"]


@pytest.mark.sweep
def test_a_large_class_is_gathered_in_seconds(tmp_path: Path) -> None:
    """
    Ten thousand entries, half of them unknown, and as many on the roster take a few seconds.
    """
    (tmp_path / "x").mkdir()
    upload = (Upload(tmp_path / "x", "x"),)
    entries = [Entry(f"{k}", upload, (f"Person {k} of many",)) for k in range(0, 20_000, 2)]
    roster = people_in("id,name\n" + "".join(f"{k},Somebody {k}\n" for k in range(10_000)))
    started = time.monotonic()
    found = gather(Listing("Moodle", tuple(entries)), roster)

    assert 10_000 + 5_000 == len(found.members)
    assert 20 > time.monotonic() - started
