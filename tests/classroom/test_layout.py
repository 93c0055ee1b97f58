"""
Layouts.

Long, because it holds a sample of each platform's export.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.classroom.entries import Refused
from autograder.classroom.intake import take_in
from autograder.classroom.layout import entries_in
from autograder.grading.errors import KitError
from autograder.sandbox.status import Status
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
    "Brightspace": (
        {
            "271836-442356 - Ada Lovelace- Nov 23, 2026 1010 AM/day4_ex1.py": ONE,
            "271836-442356 - Ada Lovelace- Nov 23, 2026 1010 AM/day4_ex2.py": TWO,
            "271836-442356 - Alan Turing - Dec 5, 2026 1149 AM - day4_ex1.py": ONE,
            "271836-442356 - Alan Turing - Dec 5, 2026 1149 AM - day4_ex2.py": TWO,
            "index.html": b"",
            "grades.csv": b"",
        },
        ["Ada Lovelace", "Alan Turing"],
        ["grades.csv"],
    ),
    "Blackboard": (
        {
            "Day 4_ada_attempt_2026-11-23-10-10-00_day4_ex1.py": ONE,
            "Day 4_ada_attempt_2026-11-23-10-10-00_day4_ex2.py": TWO,
            "Day 4_ada_attempt_2026-11-23-10-10-00.txt": b"Name: Ada Lovelace (ada)",
            "Day 4_alan_t_attempt_2026-11-23-10-11-00_day4.zip": zipped(BOTH),
            "Day 4_alan_t_attempt_2026-11-23-10-11-00.txt": b"Name: Alan Turing (alan_t)",
            "gradebook.csv": b"",
        },
        ["ada", "alan_t"],
        ["gradebook.csv"],
    ),
    "Classroom": (
        {
            **{f"cs101-day4-ada/{name}": content for name, content in BOTH.items()},
            **{f"cs101-day4-alan-t/{name}": content for name, content in BOTH.items()},
            "cs101-day4-ada/.git/config": b"",
            "classroom_roster.csv": b"",
        },
        ["ada", "alan-t"],
        ["classroom_roster.csv"],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_recognised(layout: str, tmp_path: Path) -> None:
    """
    Each layout is recognised by its names; everybody in it has an id, and strays are listed.
    """
    files, ids, strays = LAYOUTS[layout]
    listing = entries_in(laid_out(tmp_path, files))

    assert layout == listing.layout
    assert listing == entries_in(tmp_path, layout)
    assert ids == [entry.submission for entry in listing.entries]
    assert strays == list(listing.strays)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_entry_of_a_layout_is_taken_in(layout: str, tmp_path: Path) -> None:
    """
    In each layout everybody's two exercises are found.
    """
    files, ids, _ = LAYOUTS[layout]
    listing = entries_in(laid_out(tmp_path, files))

    assert [BOTH] * len(ids) == [take_in(entry, NAMES).files for entry in listing.entries]


def test_names_of_platforms_are_aliases(tmp_path: Path) -> None:
    """
    Other names that a platform has for a person are kept for the roster.
    """
    aliases = {}
    for layout, (files, _, _) in LAYOUTS.items():
        folder = laid_out(tmp_path / layout, files)
        aliases.update({e.submission: e.aliases for e in entries_in(folder).entries})

    assert ("Ada Lovelace",) == aliases["12345"]
    assert ("lovelaceada",) == aliases["12"]
    assert {"100", "ada@example.org", "Ada Lovelace"} <= set(aliases["100"])
    assert {"200", "201", "Grace Hopper"} <= set(aliases["200+201"])


@pytest.mark.parametrize("other", [zipped(BOTH), zipped({"day4_ex1.py": TWO}), zipped({}), b"PK"])
def test_a_folder_and_an_archive_of_one_person_are_a_question(tmp_path: Path, other: bytes) -> None:
    """
    Two entries for one id are not merged: neither is graded, both are named.
    """
    laid_out(tmp_path, {"ada/day4_ex1.py": ONE, "ada.zip": other, "alan/day4_ex1.py": ONE})
    ada, alan = entries_in(tmp_path).entries
    with pytest.raises(Refused) as caught:
        take_in(ada, NAMES)

    assert ("ada", "ada and ada.zip have the same id; which one counts?") == (
        ada.submission,
        str(caught.value),
    )
    assert Status.REJECTED == caught.value.status
    assert ("alan", "") == (alan.submission, alan.question)


def test_a_folder_and_an_archive_with_the_same_work_are_none(tmp_path: Path) -> None:
    """
    Somebody who has packed a folder and left both is graded: they hold the same.
    """
    inside = {f"ada/{name}": content for name, content in BOTH.items()}
    laid_out(tmp_path, {**inside, "ada.zip": zipped(BOTH), "ada.tar.gz": tarred(inside)})
    (ada,) = entries_in(tmp_path, "plain").entries

    assert BOTH == take_in(ada, NAMES).files


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_ids_are_safe_to_print(tmp_path: Path) -> None:
    """
    A name with control characters or without valid UTF-8 becomes an id that is plain text.
    """
    for name in (b"a\xff", b"b\x1b[31m", b"c\n", "e\u0301".encode()):
        (tmp_path / os.fsdecode(name)).mkdir()
    ids = [entry.submission for entry in entries_in(tmp_path).entries]

    assert ["a\\xff", "b\\x1b[31m", "c\\n", "\u00e9"] == ids
    assert all(name.isprintable() and name.encode() for name in ids)


def test_nbgrader_puts_submissions_there(tmp_path: Path) -> None:
    """
    The layout is the default of the installed nbgrader.
    """
    script = (
        "import sys; from nbgrader.coursedir import CourseDirectory;"
        "print(CourseDirectory(root=sys.argv[1]).format_path('submitted', 'ada', 'day4'))"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    place = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    laid_out(Path(place), BOTH)
    (entry,) = entries_in(tmp_path).entries

    assert ("ada", BOTH) == (entry.submission, take_in(entry, NAMES).files)


CLASS = {f"{name}/day4_ex1.py": ONE for name in ("ada", "alan", "grace")}
LOOKALIKES = {
    "Canvas": "eve_1_2_work.zip",
    "Canvas, anonymous": "anon_eve_2_work.zip",
    "nbgrader": "submitted/day4_ex1.py",
    "nbgrader, whole": "submitted/eve/day4/day4_ex1.py",
    "Moodle": "Eve_1_assignsubmission_file_/day4_ex1.py",
    "Moodle, archive": "Eve_1_assignsubmission_file_work.zip",
    "Gradescope": "submission_1/day4_ex1.py",
    "Gradescope, whole": "submission_metadata.yml",
}


@pytest.mark.parametrize("name", LOOKALIKES.values(), ids=LOOKALIKES)
def test_one_name_does_not_change_the_layout_of_a_class(name: str, tmp_path: Path) -> None:
    """
    In a class of folders, one name that looks like a platform's is just one more entry.
    """
    content = zipped(BOTH) if name.endswith(".zip") else ONE
    listing = entries_in(laid_out(tmp_path, {**CLASS, name: content}))
    eve = {"submission_metadata.yml": []}.get(
        name, [name.split("/", maxsplit=1)[0].removesuffix(".zip")]
    )

    assert "plain" == listing.layout
    assert sorted(["ada", "alan", "grace", *eve]) == [e.submission for e in listing.entries]
    assert all(entry.uploads for entry in listing.entries)


def test_one_name_of_two_does_not_change_the_layout(tmp_path: Path) -> None:
    """
    Where half of the entries look like a platform's, and all of them are plain, the class is plain.
    """
    laid_out(tmp_path / "one", {"ada/day4_ex1.py": ONE, "eve_1_2_work.zip": zipped(BOTH)})
    laid_out(tmp_path / "two", {"ada/day4_ex1.py": ONE, "eve_1_2_day4_ex1.py": ONE})

    assert "plain" == entries_in(tmp_path / "one").layout
    assert "Canvas" == entries_in(tmp_path / "two").layout


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "plain"])
@pytest.mark.parametrize("odd", ["eve/day4_ex1.py", "eve.zip", "eve.rar", "eve.py"])
def test_a_misfit_is_named(layout: str, odd: str, tmp_path: Path) -> None:
    """
    One name that is not the platform's changes nothing for the others, and is refused by its name.
    """
    files, ids, strays = LAYOUTS[layout]
    laid_out(tmp_path, {**files, odd: zipped(BOTH) if odd.endswith(".zip") else ONE})
    name = odd.split("/", maxsplit=1)[0]
    listing = entries_in(tmp_path)
    (misfit,) = listing.misfits

    assert (layout, ids) == (listing.layout, [entry.submission for entry in listing.entries])
    assert strays == list(listing.strays)
    assert listing == entries_in(tmp_path, layout)
    assert name == misfit.submission
    with pytest.raises(Refused, match=rf"^{name} is .* not clear whose it is; "):
        take_in(misfit, NAMES)


def test_a_script_between_folders_is_a_misfit(tmp_path: Path) -> None:
    """
    A script between the folders of a plain class is somebody's: it is refused, not dropped.
    """
    laid_out(tmp_path, {**CLASS, "day4_ex1.py": ONE, "tess.py": ONE, "notes.txt": b""})
    listing = entries_in(tmp_path)

    assert ["day4_ex1.py", "tess.py"] == [misfit.submission for misfit in listing.misfits]
    assert "tess" == listing.misfits[1].aliases[-1]
    assert ("notes.txt",) == listing.strays


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_nobody_handed_in_is_not_a_question(layout: str, tmp_path: Path) -> None:
    """
    Files of the operating system, the instructor and the platform do not affect the layout.
    """
    files, ids, strays = LAYOUTS[layout]
    litter = [".DS_Store", "Thumbs.db", "desktop.ini", "._ada", "__MACOSX/._ada"]
    kept = ["class.csv", "worksheet.xlsx", "notes.txt", ".gitignore"]
    laid_out(tmp_path, {**dict.fromkeys([*litter, *kept], b""), **files})
    listing = entries_in(tmp_path)

    assert (layout, ids) == (listing.layout, [entry.submission for entry in listing.entries])
    expected = strays if layout == "nbgrader" else sorted([*strays, *kept])
    assert expected == sorted(listing.strays)


@pytest.mark.parametrize("name", ["env", "venv", "node_modules", "__pycache__", "ENV", "source"])
@pytest.mark.parametrize("layout", ["plain", "nbgrader"])
def test_a_person_may_be_called_like_a_tool(name: str, layout: str, tmp_path: Path) -> None:
    """
    A person may be called like a tool's folder; inside a submission such folders are skipped.
    """
    folder = "" if layout == "plain" else "submitted/"
    own = {f"{folder}{name}/{file}": content for file, content in BOTH.items()}
    tools = {f"{folder}{name}/venv/day4_ex1.py": b"other", f"{folder}ada/day4_ex1.py": ONE}
    listing = entries_in(laid_out(tmp_path, {**own, **tools}))
    entry = next(entry for entry in listing.entries if entry.submission == name)

    assert (layout, 2) == (listing.layout, len(listing.entries))
    assert BOTH == take_in(entry, NAMES).files


OWNERS = {
    "Eve_777_assignsubmission_file_12345_assignsubmission_file/": "12345",
    "Eve_777_assignsubmission_file_12345_assignsubmission_file_/": "12345",
    "Eve_777_assignsubmission_file__12345_assignsubmission_file_/": "12345",
    "Eve 777_12345_assignsubmission_file_/": "12345",
    "Eve_\u0667_12345_assignsubmission_file_/": "12345",
    "Eve_\u0667_assignsubmission_file_/": "Eve_\u0667",
    "eve_12_901_x_777_888_work.zip": "12",
    "eve_12_901_777.zip": "12",
    "eve_LATE_12_901_work_777_888_.zip": "12",
    "anon_Ab3dE_904_work.zip": "anon_Ab3dE",
}


@pytest.mark.parametrize(("name", "owner"), OWNERS.items())
def test_ids_are_where_the_platform_puts_them(name: str, owner: str, tmp_path: Path) -> None:
    """
    Numbers in the name of a person or of a file are not taken for an id.
    """
    path = f"{name}day4_ex1.py" if name.endswith("/") else name
    (entry,) = entries_in(laid_out(tmp_path, {path: ONE})).entries

    assert (owner, "") == (entry.submission, entry.problem)


@pytest.mark.parametrize(
    "name",
    [
        "Eve_777_assignsubmission_file_12_assignsubmission_file_day4_ex1.py",
        "Eve_12_assignsubmission_file_x_777_assignsubmission_file_day4_ex1.py",
        "eve_777_12_901_day4_ex1.py",
        "eve_12_901_777_day4_ex1.py",
        "eve_777_12_text.html",
        "anon_Ab3dE_904_777_day4_ex1.py",
    ],
)
def test_a_name_with_two_readings_is_nobody_s(name: str, tmp_path: Path) -> None:
    """
    A name from which two ids can be read belongs to neither, and the entry says so.
    """
    other = "alan_777_5_" if "assign" not in name else "Alan_777_assignsubmission_file_"
    files = {name: ONE, f"{other}day4_ex1.py": ONE, f"{other}day4_ex2.py": TWO}
    entries = {e.submission: e for e in entries_in(laid_out(tmp_path, files)).entries}

    assert {name, "777"} == set(entries)
    assert BOTH == take_in(entries["777"], NAMES).files
    with pytest.raises(Refused, match="two ways"):
        take_in(entries[name], NAMES)


@pytest.mark.parametrize(
    "names",
    [
        ("alan_7_1_day4_ex1.py", "eve_7_2_day4_ex1.py"),
        ("Alan_7_assignsubmission_file_/day4_ex1.py", "7_assignsubmission_file_/day4_ex1.py"),
        ("Alan_7_assignsubmission_file_/day4_ex1.py", "Eve_7_assignsubmission_file_/day4_ex1.py"),
    ],
)
def test_two_peoples_work_is_never_put_together(names: tuple[str, str], tmp_path: Path) -> None:
    """
    If one id comes with two names, nothing is graded until somebody has looked.
    """
    (entry,) = entries_in(laid_out(tmp_path, dict.fromkeys(names, ONE))).entries

    with pytest.raises(Refused, match="not the same owner"):
        take_in(entry, NAMES)
    assert "" == entry.remark


def test_archives_that_cannot_be_opened_are_handed_in(tmp_path: Path) -> None:
    """
    An archive of another kind is refused with a reason, not dropped.
    """
    names = ["ada.rar", "alan.7z", "grace.tar.bz2", "eve.tar.xz"]
    listing = entries_in(laid_out(tmp_path, dict.fromkeys(names, b"")))

    assert ["ada", "alan", "eve", "grace"] == [entry.submission for entry in listing.entries]
    for entry in listing.entries:
        with pytest.raises(Refused, match=f"found: {entry.submission}"):
            take_in(entry, NAMES)


def test_an_entry_that_cannot_be_looked_at_is_an_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    An entry that has disappeared since it was listed is refused; all others are read.
    """
    laid_out(tmp_path, CLASS)
    look = Path.lstat

    def gone(path: Path) -> os.stat_result:
        if path.name == "alan":
            raise PermissionError(13, "Permission denied")
        return look(path)

    monkeypatch.setattr(Path, "lstat", gone)
    _, alan, _ = entries_in(tmp_path).entries

    with pytest.raises(KitError, match="cannot be read"):
        take_in(alan, NAMES)


ATTEMPTS = {
    "folders": (
        "397063-5 - Grace Hopper- Nov 9, 2026 1010 AM/day4_ex1.py",
        "397063-5 - Grace Hopper- Nov 24, 2026 110 PM/day4_ex1.py",
        "397063-5 - Grace Hopper- Nov 24, 2026 1010 AM/day4_ex1.py",
    ),
    "files": (
        "3-5 - Grace Hopper - 9 Nov, 2026 1010 AM - day4_ex1.py",
        "3-5 - Grace Hopper - 1 d\u00e9c. 2026 1010 - day4_ex1.py",
        "3-5 - Grace Hopper - 24 Nov 2026 1010 - day4_ex1.py",
    ),
    "Blackboard": (
        "Day 4_grace_attempt_2026-11-09-10-10-00_day4_ex1.py",
        "Day 4_grace_attempt_2026-11-24-13-10-00_day4_ex1.py",
        "Day 4_grace_attempt_2026-11-24-10-10-00_day4_ex1.py",
    ),
}


@pytest.mark.parametrize("names", ATTEMPTS.values(), ids=ATTEMPTS)
def test_the_newest_attempt_counts(names: tuple[str, ...], tmp_path: Path) -> None:
    """
    Of several attempts of one person the newest counts, and the remark names the others.
    """
    contents = [b"x = 0\n", b"x = 1\n", b"x = 2\n"]
    (grace,) = entries_in(laid_out(tmp_path, dict(zip(names, contents, strict=True)))).entries

    assert {"day4_ex1.py": contents[1]} == take_in(grace, NAMES).files
    for number, name in enumerate(names):
        assert (number != 1) == (name.split("/")[0] in grace.remark)


def test_attempts_at_unknown_times_are_a_question(tmp_path: Path) -> None:
    """
    If a date cannot be read, nobody guesses which attempt is the newest, nor says that one counts.
    """
    names = ["1-2 - Ada- 24 Qqq 2026 1010/day4_ex1.py", "1-2 - Ada- 25 Qqq 2026 1010/day4_ex1.py"]
    (ada,) = entries_in(laid_out(tmp_path, dict.fromkeys(names, ONE))).entries

    with pytest.raises(Refused, match="which one counts"):
        take_in(ada, NAMES)
    assert "" == ada.remark


def test_a_course_is_one_with_a_file_beside_it(tmp_path: Path) -> None:
    """
    A notebook that was left in the folder of an nbgrader course does not make `submitted` a person.
    """
    files = ("submitted/ada/day4/day4_ex1.py", "nbgrader_config.py", "test.ipynb", "gradebook.db")
    listing = entries_in(laid_out(tmp_path, dict.fromkeys(files, ONE)))

    assert ("nbgrader", ["ada"]) == (listing.layout, [e.submission for e in listing.entries])
    assert ["test.ipynb"] == [misfit.submission for misfit in listing.misfits]


def test_one_folder_too_high(tmp_path: Path) -> None:
    """
    A folder that holds nothing but the folder of the class is read as that one.
    """
    for layout, (files, ids, _) in LAYOUTS.items():
        if layout not in {"plain", "nbgrader"}:
            below = {f"download/{name}": content for name, content in files.items()}
            listing = entries_in(laid_out(tmp_path / layout, below))
            assert (layout, ids) == (listing.layout, [e.submission for e in listing.entries])
    laid_out(tmp_path / "plain", {f"day4/{name}": content for name, content in CLASS.items()})
    listing = entries_in(tmp_path / "plain", is_known=lambda name: name == "alan")

    assert ["ada", "alan", "grace"] == [entry.submission for entry in listing.entries]
    assert tmp_path / "plain" / "day4" == listing.folder


def test_a_person_or_a_class_is_a_question(tmp_path: Path) -> None:
    """
    Without a roster one folder with the same file in two folders may be a person or a class.
    """
    laid_out(tmp_path, {f"day4/{name}": content for name, content in CLASS.items()})

    with pytest.raises(KitError, match=r"a single folder, day4, .*name that folder: .*day4\."):
        entries_in(tmp_path)
    assert 3 == len(entries_in(tmp_path / "day4").entries)


@pytest.mark.parametrize(
    "inside",
    [
        ["day4_ex1.py", "day4_ex2.py"],
        ["ex1/day4_ex1.py", "ex2/day4_ex2.py"],
        ["eve_12_901_day4_ex1.py", "old/day4_ex1.py"],
        ["submitted/day4_ex1.py"],
    ],
)
def test_a_single_person_is_a_person(inside: list[str], tmp_path: Path) -> None:
    """
    The only folder of a class is a person, whatever the names of the files in it look like.
    """
    laid_out(tmp_path, {f"ada/{name}": ONE for name in inside})
    listing = entries_in(tmp_path)

    assert ["ada"] == [entry.submission for entry in listing.entries]
