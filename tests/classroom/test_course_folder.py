"""
The folder of a course, as it is made.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.adjustments import read_adjustments
from autograder.classroom.course_folder import TEXT, make_course
from autograder.classroom.course_toml import Course, Late, read_course
from autograder.grading.errors import KitError

COMMENTED = re.compile(r'^# (?=\[|[\w."]+ = )')
OPTIONS = [line for line in TEXT.template.split("\n") if COMMENTED.match(line)]
FILES = {"course.toml", "adjust.csv", "hand-ins"}


def make(folder: Path) -> list[str]:
    return [step.sentence for step in make_course(folder)]


def with_option(text: str, option: str) -> str:
    """The text with one commented line in use, below the table that it belongs to."""
    lines, table = text.split("\n"), ""
    for line in lines:
        if line == option:
            break
        table = line if line.startswith("# [") else table
    chosen = {option, table} if " = " in option else {option}
    return "\n".join(COMMENTED.sub("", line) if line in chosen else line for line in lines)


def test_a_new_folder_is_ready(tmp_path: Path) -> None:
    """
    The folder has what a course needs, each file is named, and all of it reads without complaint.
    """
    folder = tmp_path / "courses" / "day4-2026"
    said, typed = make(folder), f"autograder grade {folder}"

    assert [
        f"{folder / 'course.toml'}: written.",
        f"{folder / 'adjust.csv'}: written.",
        f"Next: fill in course.toml, put exports into {folder / 'hand-ins'}, then type: {typed}",
    ] == said
    assert FILES == {path.name for path in folder.iterdir()}
    assert Course(name="day4-2026") == read_course(folder)
    assert {} == read_adjustments(folder)


def test_what_is_there_stays(tmp_path: Path) -> None:
    """
    A second time nothing is changed; what is missing is made again.
    """
    make(tmp_path)
    (tmp_path / "course.toml").write_text('name = "mine"')
    (tmp_path / "hand-ins" / "export").mkdir()
    (tmp_path / "adjust.csv").unlink()
    said = make(tmp_path)

    assert said[:2] == [
        f"{tmp_path / 'course.toml'}: kept.",
        f"{tmp_path / 'adjust.csv'}: written.",
    ]
    assert "mine" == read_course(tmp_path).name
    assert (tmp_path / "hand-ins" / "export").is_dir()


@pytest.mark.parametrize("option", OPTIONS)
def test_each_option_works_without_its_mark(tmp_path: Path, option: str) -> None:
    """
    Any commented line says something about the course as soon as its # is removed.
    """
    make(tmp_path)
    path = tmp_path / "course.toml"
    path.write_text(with_option(path.read_text(), option))
    is_empty = option.startswith("# [") or "timezone" in option

    assert is_empty or Course(name=tmp_path.name) != read_course(tmp_path)
    assert tmp_path.name == read_course(tmp_path).name


def test_all_options_work_together(tmp_path: Path) -> None:
    """
    The whole template is in use when every # in front of an entry is removed.
    """
    make(tmp_path)
    path = tmp_path / "course.toml"
    path.write_text("\n".join(COMMENTED.sub("", line) for line in path.read_text().split("\n")))
    course = read_course(tmp_path)

    assert ("roster.csv", "../secrets/course.txt", 15) == (
        course.roster,
        course.secret,
        course.grace,
    )
    assert Late(10, 3) == course.late
    assert {"ada"} == course.extensions.keys()
    assert {"1.1": {"lesson_integral": 2}} == course.points
    assert course.due
    assert course.due < course.extensions["ada"]


def test_every_entry_is_in_the_template() -> None:
    """
    Whatever course.toml may say is shown in the file that is made.
    """
    fields = {*Course.__struct_fields__, *Late.__struct_fields__}

    assert fields == {
        name for name in fields if re.search(rf"^(# )?\[?{name}\b", TEXT.template, re.MULTILINE)
    }


def test_what_stands_in_the_way_is_said(tmp_path: Path) -> None:
    """
    A file where a folder belongs is named, and stays as it is.
    """
    file = tmp_path / "file"
    file.write_text("mine")
    with pytest.raises(KitError, match=r"file is a file[.] Name a folder, new or existing[.]"):
        make(file)
    with pytest.raises(KitError, match=r"cannot be written \(Not a directory\)"):
        make(file / "course")
    (tmp_path / "hand-ins").touch()
    with pytest.raises(KitError, match=r"cannot be written \(File exists\)"):
        make(tmp_path)

    assert "mine" == file.read_text()


def test_a_folder_with_a_space_can_be_typed(tmp_path: Path) -> None:
    """
    The next command is quoted as a shell needs it.
    """
    folder = tmp_path / "day 4"

    assert f"type: autograder grade '{folder}'" in make(folder)[-1]


NAMES = st.text(
    st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=20
) | st.sampled_from(['a"b', "a\\b", "$name", "\ttab", "\x1b[31m", "Übung", "'''", "a\nb = 3"])


@given(NAMES.filter(lambda name: name not in {".", ".."}))
def test_any_folder_can_be_a_course(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """
    Whatever a folder is called, its course.toml can be read.
    """
    folder = tmp_path_factory.mktemp("named") / name
    make(folder)

    assert Course(name=read_course(folder).name) == read_course(folder)
    assert read_course(folder).name.isprintable()
