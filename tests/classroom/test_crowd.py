"""
Entries that hold the work of several people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from autograder.classroom.entries import Entry, Refused, Upload
from autograder.classroom.intake import take_in
from tests.classroom.rooms import BOTH, NAMES, ONE, TWO, laid_out, tarred, zipped

STUB = b'def indefinite_integral(f, x):\n    """F."""\n    raise NotImplementedError("TODO")\n'
OTHER = b"def indefinite_integral(f, x):\n    return 2\n"
MINE, THEIRS = {"day4_ex1.py": ONE}, {"day4_ex1.py": STUB}


def entry_of(path: Path) -> Entry:
    return Entry(path.name, (Upload(path, path.name),))


def reason(path: Path) -> str:
    """Why an entry is refused."""
    with pytest.raises(Refused) as caught:
        take_in(entry_of(path), NAMES)
    return str(caught.value)


def below(*people: str) -> dict[str, bytes]:
    """The same exercise of each, only the first of which is done."""
    contents = [ONE, *[STUB] * (len(people) - 1)]
    return dict(zip(people, contents, strict=True))


EXPORTS = {
    "Moodle": [f"{one}_assignsubmission_file/day4_ex1.py" for one in ("Ada L_10", "Bob B_11")],
    "Moodle, files": [f"{one}_assignsubmission_file_day4_ex1.py" for one in ("A_10", "B_11")],
    "Canvas": ["lovelaceada_12_345_day4_ex1.py", "turingalan_13_346_day4_ex1.py"],
    "Brightspace": [
        f"1-{k} - {one} - Nov 23, 2026 1010 AM/day4_ex1.py" for k, one in enumerate(["Ada", "Bo"])
    ],
    "Blackboard": [f"Day 4_{one}_attempt_2026-11-23-10-10-00_day4_ex1.py" for one in ("a", "b")],
    "Gradescope": [f"submission_{one}/day4_ex1.py" for one in (12345, 12346)],
    "inside": [f"day4/{one}_assignsubmission_file/x/day4_ex1.py" for one in ("A_10", "B_11")],
}


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("files", EXPORTS.values(), ids=EXPORTS)
def test_the_export_of_a_platform_is_nobody_s(
    files: list[str], pack: Callable[[Mapping[str, bytes]], bytes], tmp_path: Path
) -> None:
    """
    What a platform has named after several people is refused, packed or not.
    """
    name = "all.zip" if pack is zipped else "all.tar.gz"
    laid_out(tmp_path, {name: pack(below(*files))})
    laid_out(tmp_path / "all", below(*files))

    said = reason(tmp_path / name)
    assert said.startswith(f"The archive {name} holds the files of several people (")
    assert said.endswith("unpack it, and grade the folder that comes out.")
    assert f"grade {tmp_path / 'all'}" in reason(tmp_path / "all")


SECTIONS = {
    "folders": {"ada/day4_ex1.py": ONE, "bea/day4_ex1.py": STUB},
    "different": {"ada/day4_ex1.py": ONE, "bea/day4_ex1.py": OTHER},
    "numbers": {"400123/day4_ex1.py": ONE, "400124/day4_ex1.py": STUB},
    "projects": {"Ada L/kit/exercises/day4_ex1.py": ONE, "Bea/x/day4_ex1.ipynb": b"{}"},
    "archives": {"ada.zip": zipped(THEIRS), "bea.zip": zipped(MINE)},
    "a stub beside them": {**below("ada/day4_ex1.py", "bea/day4_ex1.py"), "day4_ex1.py": STUB},
}


@pytest.mark.parametrize("files", SECTIONS.values(), ids=SECTIONS)
def test_a_section_is_nobody_s(files: Mapping[str, bytes], tmp_path: Path) -> None:
    """
    Folders of people side by side are refused, with the folder to grade if they are people.
    """
    said = reason(laid_out(tmp_path / "A", files))

    assert said.startswith("A seems to hold the folders of several people (")
    assert f"If so, grade {tmp_path / 'A'} on its own;" in said


def test_the_folder_that_people_are_in_is_named(tmp_path: Path) -> None:
    """
    Of folders inside folders, the topmost that holds several people is the one to grade.
    """
    files = below("day 4/ada/x/day4_ex1.py", "day 4/bea/y/day4_ex1.py")

    assert f"grade {tmp_path / 'A' / 'day 4'} on" in reason(laid_out(tmp_path / "A", files))


PROJECTS = {
    "original": {"original/day4_ex1.py": STUB, "lovelace/day4_ex1.py": ONE},
    "copies": {"day4/day4_ex1.py": ONE, "day4 (1)/day4_ex1.py": STUB},
    "weeks": {"Woche 3/day4_ex1.py": STUB, "Semester 2/day4_ex1.py": ONE},
    "versions": {"v1/day4_ex1.py": STUB, "v2/day4_ex1.py": ONE},
    "kit": {"exercises/day4_ex1.py": ONE, "kim/day4_ex1.py": OTHER, "lee/day4_ex1.py": STUB},
    "twice": {"exercises/exercises/day4_ex1.py": ONE, "exercises/day4_ex1.py": STUB},
    "tools": {"project/day4_ex1.py": STUB, ".venv/kim/day4_ex1.py": OTHER, "kim/day4_ex1.py": ONE},
    "the same": {"kim/day4_ex1.py": ONE, "lee/day4_ex1.py": ONE},
    "two exercises": {"Kim/day4_ex1.py": ONE, "Lee/day4_ex2.py": TWO},
    "one export": {f"ada_12_34{k}_day4_ex{k}.py": text for k, text in ((1, ONE), (2, TWO))},
    "camel": {"MyWork/day4_ex1.py": ONE, "theOldOne/day4_ex1.py": STUB},
    "attempts": {"submission_1/day4_ex1.py": STUB, "submission_2/day4_ex1.py": ONE},
    "numbers": {"plot_1_2_a.py": b"", "plot_2_3_b.py": b"", **BOTH},
}


@pytest.mark.parametrize("files", PROJECTS.values(), ids=PROJECTS)
def test_the_copies_of_one_person_are_no_crowd(files: Mapping[str, bytes], tmp_path: Path) -> None:
    """
    Whatever one person keeps beside their work in the folders of a project, the work is graded.
    """
    assert ONE == take_in(entry_of(laid_out(tmp_path / "A", files)), NAMES).files["day4_ex1.py"]
