from pathlib import Path

import pytest

from autograder.authoring.build import notebook_text
from autograder.grading.grade import SOLUTIONS
from autograder.study.location import file_of, is_begun, place_of
from autograder.study.task_list import task_list
from tests.study.projects import project

TASKS = {task.number: task for task in task_list()}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return project(tmp_path, right=["2.1"])


def test_a_place_is_a_line(root: Path) -> None:
    """
    It leads to the line at which the function begins.
    """
    path, _, line = place_of(root, TASKS["2.2"]).rpartition(":")

    assert "exercises/day4_ex2.py" == path.replace("\\", "/")
    text = (root / path).read_text().split("\n")
    assert text[int(line) - 1].startswith("def point_gradient(")


def test_the_file_is_the_one_that_is_graded(root: Path) -> None:
    """
    A notebook counts where only that holds work; without any file it is the script.
    """
    notebook = root / "exercises" / "day4_ex1.ipynb"
    notebook.write_text(
        notebook_text(SOLUTIONS / "day4_ex1.py").replace(
            "    raise NotImplementedError(", "    return ("
        )
    )

    assert notebook == file_of(root, "day4_ex1")
    assert ", line " in place_of(root, TASKS["1.1"])
    assert root / "exercises" / "day4_ex2.py" == file_of(root, "day4_ex2")
    assert root / "none" / "exercises" / "day4_ex2.py" == file_of(root / "none", "day4_ex2")


def test_a_stub_is_not_begun(root: Path) -> None:
    """
    A task is begun when its function is there and more than the stub.
    """
    assert is_begun(root, TASKS["2.1"])
    assert not is_begun(root, TASKS["2.2"])
    (root / "exercises" / "day4_ex2.py").unlink()
    assert not is_begun(root, TASKS["2.1"])
