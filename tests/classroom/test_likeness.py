"""
Likenesses between files and people.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.classroom.rooms import members, words

STRAYS = {
    "rar": ("ron.rar", "found: ron.rar"),
    "document": ("ron.docx", "ron.docx may be this person's"),
    "in a name": ("Ron_R - day4_ex1.py", "Ron_R - day4_ex1.py may be this person's"),
    "Brightspace": (
        "3-5 - Ron R - Dec 5, 2026 1149 AM - day4_ex1.py",
        "3-5 - Ron R - Dec 5, 2026 1149 AM - day4_ex1.py may be this person's",
    ),
    "unknown": ("x_ron_7", "x_ron_7 may be this person's"),
}


@pytest.mark.parametrize(("name", "reason"), STRAYS.values(), ids=STRAYS)
def test_a_stray_is_never_nothing(name: str, reason: str, tmp_path: Path) -> None:
    """
    Somebody who may have handed in a file reads about that file, not that nothing was handed in.
    """
    files = ["ada/day4_ex1.py", "bob/day4_ex1.py", name if "." in name else f"{name}/x.py"]
    said = words(members(tmp_path, files, "id,name\nada,Ada\nbob,Bob\nron,Ron R\nzoe,Zoe\n"))

    assert (("", "", "Nothing was handed in.")) == (said["ada"], said["bob"], said["zoe"])
    assert reason in said["ron"]


@pytest.mark.parametrize(
    ("folder", "owner"),
    [("00123", "123"), ("123", "00123"), ("Eve", "eve@x.org")],
    ids=["dropped", "added", "address"],
)
def test_an_id_that_was_shortened_is_asked_about(folder: str, owner: str, tmp_path: Path) -> None:
    """
    Where only leading zeros or the end of an address are missing, the owner reads about the entry.
    """
    names = ["ada/day4_ex1.py", f"{folder}/day4_ex1.py"]
    said = words(members(tmp_path, names, f"id,name\nada,Ada\n{owner},Kim\n7,Zoe\n"))

    assert said[owner].startswith(f"{folder} may be this person's")
    assert "Nothing was handed in." == said["7"]


LIKE = {
    "short number": ("work 12", "12,Kim O"),
    "zeros": ("007 work", "7,Kim O"),
    "first name": ("kim", "5,Kim O"),
    "last name": ("orr_ex", "5,Kim Orr"),
    "login": ("kim.zip", "kim@x.edu,K O"),
    "dots": ("kim.o.zip", "kim.o@x.edu,K O"),
    "a script": ("Kim (1).py", "5,Kim O"),
    "in a Canvas export": ("kim.zip", "kim@x.edu,K O"),
}


@pytest.mark.parametrize(("name", "row"), LIKE.values(), ids=LIKE)
def test_a_likeness_is_a_question(name: str, row: str, tmp_path: Path) -> None:
    """
    People whom a name may mean read about it, and what to do, but nothing is graded for that.
    """
    place = name if "." in name else f"{name}/day4_ex1.py"
    canvas = [f"p_{k}_90{k}_day4_ex1.py" for k in range(3)] if name == "kim.zip" else []
    said = words(members(tmp_path, ["ada/day4_ex1.py", *canvas, place], f"id,name\nada,A\n{row}\n"))
    owner = row.partition(",")[0]

    assert said[owner].startswith(f"{name} may be this person's")
    assert said[owner].endswith(f"put it into a folder named {owner}.")


def test_every_file_that_may_be_somebody_s_is_named(tmp_path: Path) -> None:
    """
    If several files may be one person's, all of them are named.
    """
    files = ["ada/day4_ex1.py", "kim_day4_ex1.py", "kim_day4_ex2.py", "kim.docx", "kim x.zip"]
    said = words(members(tmp_path, files, "id,name\nada,Ada\nkim,Kim\n"))

    assert all(name in said["kim"] for name in files[1:])


def test_what_two_may_be_meant_by_means_neither(tmp_path: Path) -> None:
    """
    A first name that two missing people have, or that a platform has whole, is no likeness.
    """
    roster = "id,name\n1,Kim O\n2,Kim P\n3,Eve A\n"
    said = words(members(tmp_path / "plain", ["kim/day4_ex1.py", "zoe/day4_ex1.py"], roster))
    names = [f"Eve {one}_7{one}_assignsubmission_file/x.py" for one in "BC"]
    moodle = words(members(tmp_path / "moodle", names, roster))

    assert {"Nothing was handed in."} == {said[one] for one in "123"} | {
        moodle[one] for one in "123"
    }


@pytest.mark.parametrize("roster", [None, "id,name\n120,Ada Lovelace\n130,Grace Hopper\n"])
def test_a_name_with_two_readings_is_named_in_its_owners_row(
    roster: str | None, tmp_path: Path
) -> None:
    """
    Only the owner of a second file whose name begins with a number reads about it.
    """
    odd = "lovelaceada_120_345_2_day4_ex1.py"
    files = [odd, "lovelaceada_120_348_day4_ex2.py", "hoppergrace_130_346_day4_ex1.py"]
    found = {one.submission: one for one in members(tmp_path, files, roster).members}

    assert f"{odd} may also be this person's." == found["120"].remark
    assert "" == found["130"].remark
    assert "two ways" in found[odd].problem
    assert ["lovelaceada_120_348_day4_ex2.py"] == [u.path.name for u in found["120"].uploads]
