from __future__ import annotations

import copy
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.api import Gradebook

from autograder.authoring.nbgrader_preprocessors import (
    ClearTasks,
    MarkOpen,
    forget_lost_pictures,
    identity,
    is_open,
    mended,
    open_checks,
    wanted,
)
from autograder.grading.new_notebook import QUESTION
from autograder.grading.task_list import TaskInfo

# nbgrader's own use of its database is not the kit's to mend
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

SOLVED = '''\
def one():
    """Task 1.1: return one."""
    ### BEGIN SOLUTION
    return 1
    ### END SOLUTION'''
NAMES = ["lesson-1", "task-1-1", "check-1-1", "task-1-2", "check-1-2"]


def known(name: str) -> dict[str, Any]:
    return {
        "schema_version": 3,
        "grade_id": name,
        "grade": name.startswith("check"),
        "solution": name.startswith("task"),
        "locked": not name.startswith("task"),
        "task": False,
        "points": 2.0,
    }


def cell(name: str, text: str = "mine") -> NotebookNode:
    return new_code_cell(text, id=name, metadata={"nbgrader": known(name)})


SOURCE = {name: cell(name, "source") for name in NAMES}


def mend(*cells: NotebookNode) -> list[NotebookNode]:
    return mended(copy.deepcopy(list(cells)), copy.deepcopy(SOURCE))


@given(st.lists(st.sampled_from([*NAMES, "own", ""]), max_size=9), st.randoms())
def test_checks_are_always_whole(names: list[str], random: Any) -> None:
    """
    Whatever became of the cells, every check is there once, at the end, as the source has it.
    """
    cells = [cell(name) if name else new_code_cell("mine") for name in names]
    for one in cells:
        if random.random() < 0.5:
            one.metadata["nbgrader"] = random.choice(["?", {}, {"grade_id": 7}, known("check-1-1")])
    found = mend(*cells)

    assert [("check-1-1", "source"), ("check-1-2", "source")] == [
        (identity(one), one.source) for one in found[-2:]
    ]
    assert not any(one.metadata.get("nbgrader", {}).get("grade") for one in found[:-2])


@given(st.lists(st.sampled_from([*NAMES, "own"]), max_size=9))
def test_work_is_kept_in_order(names: list[str]) -> None:
    """
    No cell of the learner's is lost, and their order stays.
    """
    cells = [cell(name, f"mine {k}") for k, name in enumerate(names)]
    own = [one.source for one in cells if not identity(one).startswith("check")]

    assert own == [one.source for one in mend(*cells)[:-2]]


def test_names_are_unique() -> None:
    """
    Of copies the last keeps the metadata; cells that the source does not know have none.
    """
    found = mend(cell("task-1-1"), cell("own"), cell("task-1-1"))

    assert ["", "", "task-1-1", "check-1-1", "check-1-2"] == [identity(one) for one in found]


def test_metadata_are_those_of_the_source() -> None:
    """
    Points and flags that somebody has changed are put back.
    """
    forged = cell("task-1-1")
    forged.metadata.nbgrader.update(points=1000, locked=True, grade=True)

    assert SOURCE["task-1-1"].metadata.nbgrader == mend(forged)[0].metadata.nbgrader


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ({"autograder": {"open_points": 3}}, True),
        ({"autograder": {"open_points": 0}}, False),
        ({}, False),
    ],
    ids=["open", "settled", "foreign"],
)
def test_open_points_are_seen(metadata: dict[str, Any], expected: bool) -> None:
    """
    A check that says so leaves its points to a person.
    """
    said = new_output("display_data", {"text/plain": "?"}, metadata=metadata)
    other = new_output("stream", name="stdout", text="?")

    assert expected is is_open(new_code_cell("", outputs=[other, said]))
    assert not is_open(new_markdown_cell(""))


def test_a_question_leaves_all_checks_open() -> None:
    """
    In a notebook that asks which work counts every check is open; else only those that say so.
    """
    said = new_output("display_data", metadata={"autograder": {"open_points": 3}})
    checks = [cell("check-1-1"), cell("check-1-2")]
    checks[1].outputs = [said]
    own = new_code_cell("check()", outputs=[said])

    assert checks == open_checks([new_markdown_cell("?", id=QUESTION), *checks, own])
    assert checks[1:] == open_checks([new_markdown_cell("?"), *checks, own])


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gradebook]:
    """A real gradebook with one check of one student."""
    path = tmp_path_factory.mktemp("course") / "gradebook.db"
    with pytest.MonkeyPatch.context() as patch:
        # nbgrader starts a program of its neighbour alembic, by name
        patch.setenv(
            "PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        )
        made = Gradebook(f"sqlite:///{path}")
    with made as book:
        book.add_assignment("day4")
        book.add_notebook("ex", "day4")
        book.add_grade_cell("check-1-1", "ex", "day4", max_score=2, cell_type="code")
        book.add_solution_cell("task-1-1", "ex", "day4")
        for name in ("check-1-1", "task-1-1"):
            locked = name.startswith("check")
            book.add_source_cell(name, "ex", "day4", cell_type="code", source="x", locked=locked)
        book.add_student("ada")
        book.add_submission("day4", "ada")
        yield book


def marked(gradebook: Gradebook, check: NotebookNode, said: dict[str, float]) -> Any:
    """The grade of a check that has left these numbers beside its output."""
    grade = gradebook.find_grade("check-1-1", "ex", "day4", "ada")
    grade.auto_score, grade.needs_manual_grade = 0, False
    gradebook.db.commit()
    check.outputs = [new_output("display_data", metadata={"autograder": said})]
    names = {"notebook": "ex", "assignment": "day4", "student": "ada"}
    resources = {"nbgrader": {**names, "db_url": str(gradebook.engine.url)}}
    MarkOpen().preprocess(new_notebook(cells=[check]), resources)
    gradebook.db.expire_all()
    return grade


@pytest.mark.parametrize("points", [0, pytest.param(2, marks=pytest.mark.sweep)])
def test_open_points_are_marked_in_the_gradebook(gradebook: Gradebook, points: int) -> None:
    """
    A grade is marked for manual grading exactly if the check has left points open.
    """
    grade = marked(gradebook, cell("check-1-1"), {"open_points": points})

    assert bool(points) is grade.needs_manual_grade


@pytest.mark.sweep
def test_a_bonus_is_extra_credit_in_the_gradebook(
    gradebook: Gradebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Only in the cell of a bonus, and never more than its task is worth.
    """
    module = "autograder.authoring.nbgrader_preprocessors.task_list"
    for is_bonus, told, expected in ((False, 5, None), (True, 5, 5), (True, 1e9, 0), (True, 9, 7)):
        task = TaskInfo("ex", "1.1", "one", "return one", 7, is_bonus=is_bonus)
        monkeypatch.setattr(module, lambda task=task: (task,))

        assert expected == marked(gradebook, cell("check-1-1"), {"bonus": told}).extra_credit


def test_source_cells_come_from_the_gradebook(gradebook: Gradebook) -> None:
    """
    What a source cell is, is read from nbgrader's own tables.
    """
    found = wanted(gradebook.find_notebook("ex", "day4"))
    flags = {n: (c.metadata.nbgrader.grade, c.metadata.nbgrader.solution) for n, c in found.items()}

    assert {"check-1-1": (True, False), "task-1-1": (False, True)} == flags
    assert 2.0 == found["check-1-1"].metadata.nbgrader.points


def test_stub_names_its_task() -> None:
    """
    Where the solution was, the release has the line that the exercise has.
    """
    node = new_notebook(cells=[cell("task-1-1", SOLVED), new_markdown_cell("text")])
    cleared, _ = ClearTasks().preprocess(node, {})

    assert cleared.cells[0].source.splitlines()[-1] == (
        '    raise NotImplementedError("TODO 1.1: return one")'
    )


PICTURE = {"image.png": {"image/png": "AAAA"}}


@pytest.mark.parametrize(
    ("text", "attachments", "expected"),
    [
        ("![p](attachment:image.png)", PICTURE, "![p](attachment:image.png)"),
        ("![p](attachment:image.png)", None, "![p](image.png)"),
        ("![p](attachment:image.png)", {}, "![p](image.png)"),
        ("![p](attachment:image.png)", {"image.png": {}}, "![p](image.png)"),
        ("![p](attachment:other.png)", PICTURE, "![p](other.png)"),
        ("<img src='attachment:other.png'>", PICTURE, "<img src='other.png'>"),
        ("![p](attachment:my%20p.png)", {"my p.png": {"image/png": "A"}}, None),
        ("an attachment: none", None, None),
    ],
)
def test_lost_pictures_are_forgotten(
    text: str, attachments: dict[str, Any] | None, expected: str | None
) -> None:
    """
    A text keeps the attachments that its cell has, and shows no other.
    """
    more = {} if attachments is None else {"attachments": copy.deepcopy(attachments)}
    cell = new_markdown_cell(text, **more)
    forget_lost_pictures(cell)

    assert (expected or text) == cell.source
    assert all(cell.get("attachments", {}).values())


def test_code_is_left_alone() -> None:
    """
    A string in code is never changed.
    """
    cell = new_code_cell('x = "attachment:image.png"')
    forget_lost_pictures(cell)

    assert 'x = "attachment:image.png"' == cell.source
