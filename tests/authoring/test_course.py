import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.nbgraderformat import reads as read_nbgrader

from autograder.authoring.course import config_text, course_files, source_text, write_course
from autograder.authoring.nbgrader_preprocessors import AUTOGRADE, CLEAR, SANITIZE
from autograder.grading.grade import SOLUTIONS
from autograder.grading.spec import PROJECT, all_checks
from tests.outline import NAMES

SOURCES = sorted(SOLUTIONS.glob("*.py"))


def cells_of(path: Path) -> list[dict[str, Any]]:
    """The cells of the source notebook of a solution."""
    cells: list[dict[str, Any]] = json.loads(source_text(path))["cells"]
    return cells


def flags(cell: dict[str, Any]) -> tuple[bool, bool, bool] | None:
    known = cell["metadata"].get("nbgrader")
    return known and (known["solution"], known["grade"], known["locked"])


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_nbgrader_accepts_the_metadata(path: Path) -> None:
    """
    The source notebook is valid for nbgrader's own validator.
    """
    node = read_nbgrader(source_text(path), as_version=4)
    MetadataValidator().validate_nb(node)

    assert 1 < sum("nbgrader" in cell.metadata for cell in node.cells)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_cells_are_open_graded_or_locked(path: Path) -> None:
    """
    A task may be edited, its check is graded, a lesson is locked, and what is given is free.
    """
    lesson = (False, False, True)
    known = {"task": (True, False, False), "check": (False, True, True)}
    known |= dict.fromkeys(("ready", "given", "try"))
    cells = cells_of(path)

    assert [known.get(cell["id"].split("-")[0], lesson) for cell in cells] == [
        flags(cell) for cell in cells
    ]


def test_points_are_those_of_the_spec() -> None:
    """
    Each task is worth in nbgrader what the checks of its spec are worth together.
    """
    points: dict[str, int] = {}
    for check in all_checks():
        points[check.task.number] = points.get(check.task.number, 0) + check.worth
    cells = [cell["metadata"] for path in SOURCES for cell in cells_of(path)]
    known = [cell["nbgrader"] for cell in cells if "nbgrader" in cell]

    assert points == {
        one["grade_id"].removeprefix("check-").replace("-", "."): one["points"]
        for one in known
        if one["grade"]
    }


def test_course_has_its_files(tmp_path: Path) -> None:
    """
    A new course has source notebooks, settings and a list of students; a second run leaves it.
    """
    first = [step.sentence for step in write_course(PROJECT, tmp_path / "course")]
    names = [sentence.split(":")[0] for sentence in first]

    assert [
        *(f"source/{name.split('_')[0]}/{name}.ipynb" for name in NAMES),
        "nbgrader_config.py",
        "students.csv",
    ] == names
    assert all((tmp_path / "course" / name).is_file() for name in names)
    assert {"up to date."} == {
        step.sentence.split(": ")[1] for step in write_course(PROJECT, tmp_path / "course")
    }


def test_changes_of_an_instructor_are_kept(tmp_path: Path) -> None:
    """
    A list of students that was filled stays; with force it is replaced and a copy kept.
    """
    list(write_course(PROJECT, tmp_path))
    path = tmp_path / "students.csv"
    path.write_text("id,first_name,last_name,email\nada,Ada,L,\n")
    steps = [step for step in write_course(PROJECT, tmp_path) if step.is_open]

    assert ["students.csv: contains your work, so it was left alone; `--force` replaces it."] == [
        step.sentence for step in steps
    ]
    assert "ada" in path.read_text()

    list(write_course(PROJECT, tmp_path, force=True))

    assert "ada" in (tmp_path / "students.csv.backup1.txt").read_text()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("calculus", "calculus"), ("my course, 2026", "my-course-2026"), ("...", "day4")],
)
def test_course_id_is_one_word(name: str, expected: str) -> None:
    """
    The id of a course is the name of its folder without signs that file systems dislike.
    """
    assert f"c.CourseDirectory.course_id = '{expected}'\n" in config_text(name, None)


def test_exchange_is_written_where_it_is_given(tmp_path: Path) -> None:
    """
    The settings name the exchange folder if there is one; else a remark does.
    """
    assert f"\nc.Exchange.root = {str(tmp_path)!r}\n" in config_text("a", tmp_path)
    assert "\n# c.Exchange.root = " in config_text("a", None)


def test_settings_are_python_with_real_names() -> None:
    """
    The settings compile, and the steps they name are nbgrader's or the kit's.
    """
    text = dict(course_files(PROJECT, "a", None))["nbgrader_config.py"]
    compile(text, "nbgrader_config.py", "exec")
    steps: list[Callable[..., Any]] = [*CLEAR, *SANITIZE, *AUTOGRADE]

    assert "AUTOGRADE, CLEAR, SANITIZE" in text
    assert all(re.match(r"nbgrader|nbconvert|autograder", step.__module__) for step in steps)
