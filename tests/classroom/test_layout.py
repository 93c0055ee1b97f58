"""
Layouts.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.classroom.intake import take_in
from autograder.classroom.layout import entries_in
from tests.classroom.rooms import BOTH, NAMES, ONE, TWO, laid_out, tarred, zipped

METADATA = b"""---
submission_11:
  :submitters:
  - :name: Ada Lovelace
    :sid: '100'
    :email: ada@example.org
  :created_at: 2026-11-01 10:00:00 Z
submission_12:
  :submitters:
  - :name: Alan Turing
    :sid: '200'
  - :name: Grace Hopper
    :sid: '201'
submission_13:
  :submitters: []
"""
LAYOUTS = {
    "plain": (
        {
            "ada/day4_ex1.py": ONE,
            "ada/day4_ex2.py": TWO,
            "alan.zip": zipped(BOTH),
            "grace.tar.gz": tarred(BOTH),
            "grace.txt": b"",
        },
        ["ada", "alan", "grace"],
        ["grace.txt"],
    ),
    "nbgrader": (
        {
            **{f"submitted/ada/day4/{name}": content for name, content in BOTH.items()},
            "submitted/ada/day4/timestamp.txt": b"2026-11-01",
            "submitted/alan/ex1/day4_ex1.py": ONE,
            "submitted/alan/ex2/day4_ex2.py": TWO,
            "gradebook.db": b"",
            "source/day4/day4_ex1.py": b"secret",
        },
        ["ada", "alan"],
        [],
    ),
    "Moodle": (
        {
            "Ada Lovelace_12345_assignsubmission_file/day4_ex1.py": ONE,
            "Ada Lovelace_12345_assignsubmission_file/day4_ex2.py": TWO,
            "Ada Lovelace_12345_assignsubmission_onlinetext/onlinetext.html": b"hi",
            "Alan Turing_12346_assignsubmission_file_/day4.zip": zipped(BOTH),
            "Default group_assignsubmission_file/day4_ex1.py": ONE,
            "Default group_assignsubmission_file/day4_ex2.py": TWO,
            "Grace O'Neil_12347_assignsubmission_file_day4_ex1.py": ONE,
            "Grace O'Neil_12347_assignsubmission_file_day4_ex2.py": TWO,
            "grades.csv": b"",
        },
        ["12345", "12346", "12347", "Default group"],
        ["grades.csv"],
    ),
    "Canvas": (
        {
            "lovelaceada_12_901_day4_ex1.py": ONE,
            "lovelaceada_12_902_day4_ex2-1.py": TWO,
            "turingalan_LATE_13_903_homework.zip": zipped(BOTH),
            "anon_Ab3dE_904_day4_ex1.py": ONE,
            "anon_Ab3dE_905_day4_ex2.py": TWO,
            "LATE_anon_Xy7zQ_906_both.tgz": tarred(BOTH),
            "readme.md": b"",
        },
        ["12", "13", "anon_Ab3dE", "anon_Xy7zQ"],
        ["readme.md"],
    ),
    "Gradescope": (
        {
            **{f"submission_11/{name}": content for name, content in BOTH.items()},
            **{f"submission_12/{name}": content for name, content in BOTH.items()},
            **{f"submission_13/{name}": content for name, content in BOTH.items()},
            "submission_metadata.yml": METADATA,
        },
        ["100", "200+201", "submission_13"],
        [],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_recognised(layout: str, tmp_path: Path) -> None:
    """
    Each layout is known by its names; every person in it has an id, and strays are told.
    """
    files, ids, strays = LAYOUTS[layout]
    listing = entries_in(laid_out(tmp_path, files))

    assert layout == listing.layout
    assert ids == [entry.submission for entry in listing.entries]
    assert strays == list(listing.strays)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_entry_of_a_layout_is_taken_in(layout: str, tmp_path: Path) -> None:
    """
    In each layout everybody's two exercises are found.
    """
    files, ids, _ = LAYOUTS[layout]
    listing = entries_in(laid_out(tmp_path, files))

    assert [BOTH] * len(ids) == [take_in(entry, NAMES) for entry in listing.entries]


def test_names_of_platforms_are_aliases(tmp_path: Path) -> None:
    """
    What else a platform tells about a person is kept for the roster.
    """
    aliases = {}
    for layout, (files, _, _) in LAYOUTS.items():
        folder = laid_out(tmp_path / layout, files)
        aliases.update({e.submission: e.aliases for e in entries_in(folder).entries})

    assert ("Ada Lovelace",) == aliases["12345"]
    assert ("lovelaceada",) == aliases["12"]
    assert {"100", "ada@example.org", "Ada Lovelace"} <= set(aliases["100"])
    assert {"200", "201", "Grace Hopper"} <= set(aliases["200+201"])


def test_a_folder_and_an_archive_of_one_person_are_a_question(tmp_path: Path) -> None:
    """
    Two entries for one id are not merged: neither is graded, both are named.
    """
    laid_out(tmp_path, {"ada/day4_ex1.py": ONE, "ada.zip": zipped(BOTH), "alan/day4_ex1.py": ONE})
    ada, alan = entries_in(tmp_path).entries

    assert ("ada", (), "ada and ada.zip are both there; which one counts?") == (
        ada.submission,
        ada.parts,
        ada.problem,
    )
    assert ("alan", "") == (alan.submission, alan.problem)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_ids_are_safe_to_print(tmp_path: Path) -> None:
    """
    A name that is no UTF-8, or holds control characters, becomes an id that is plain text.
    """
    for name in (b"a\xff", b"b\x1b[31m", b"c\n", "e\u0301".encode()):
        (tmp_path / os.fsdecode(name)).mkdir()
    ids = [entry.submission for entry in entries_in(tmp_path).entries]

    assert ["a\\xff", "b\\x1b[31m", "c\\n", "\u00e9"] == ids
    assert all(name.isprintable() and name.encode() for name in ids)


def test_nbgrader_puts_submissions_there(tmp_path: Path) -> None:
    """
    The layout is the one that an nbgrader of today uses when nothing is configured.
    """
    script = (
        "import sys; from nbgrader.coursedir import CourseDirectory;"
        "print(CourseDirectory(root=sys.argv[1]).format_path('submitted', 'ada', 'day4'))"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    place = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    laid_out(Path(place), BOTH)
    (entry,) = entries_in(tmp_path).entries

    assert ("ada", BOTH) == (entry.submission, take_in(entry, NAMES))
