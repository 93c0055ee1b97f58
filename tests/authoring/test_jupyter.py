import doctest
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.authoring.build import derive, exercise_text, notebook_text
from autograder.authoring.jupyter import Role, notebook, parts, text_of
from autograder.authoring.stub import PROMPT, split
from autograder.grading.spec import PROJECT, load_specs, tasks_of
from tests.outline import TASKS

SOLUTIONS = sorted((PROJECT / "solutions").glob("*.py"))
SMALL = '''\
# %% [markdown]
# # Ones

# %%
import math

# %%
def one():
    """Task 1.1: return one."""
    return 1

# %% [markdown] tags=["script"]
# Run this file.

# %% tags=["script"]
print(one())
'''


def cells_of(path: Path) -> list[dict[str, Any]]:
    """The cells of the notebook that a solution gives."""
    cells: list[dict[str, Any]] = json.loads(notebook_text(path))["cells"]
    return cells


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def test_each_task_is_followed_by_its_check() -> None:
    """
    A notebook has the lesson's cells, a word on how it works, a first code cell that looks for the
    kit, and a check below each task.
    """
    found = parts(split(SMALL), "small")

    assert [
        ("lesson-1", Role.LESSON),
        ("how", Role.LESSON),
        ("ready", Role.GIVEN),
        ("given-2", Role.GIVEN),
        ("task-1-1", Role.TASK),
        ("check-1-1", Role.CHECK),
    ] == [(part.name, part.role) for part in found]


def test_cells_of_the_script_stay_there() -> None:
    """
    What is tagged for scripts does not come into a notebook.
    """
    text = text_of(notebook(parts(split(SMALL), "small")))

    assert "import math" in text
    assert "Run this file" not in text
    assert "print(one())" not in text


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_every_task_of_the_spec_has_its_check(path: Path) -> None:
    """
    The checks of a notebook are the tasks of its spec, in order, and then all of them at once.
    """
    calls = [
        match
        for cell in cells_of(path)
        for match in re.findall(r"^check\((.*)\)$", source(cell), re.MULTILINE)
    ]
    numbers = [task.number for task in tasks_of(load_specs()[path.stem])]

    assert [*(f'"{number}"' for number in numbers), ""] == calls


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_notebook_is_valid_and_new(path: Path) -> None:
    """
    A derived notebook is valid, holds no output and no count, and its names are unique.
    """
    text = notebook_text(path)
    cells = cells_of(path)
    nbformat.validate(json.loads(text))

    assert text.isascii()
    assert len(cells) == len({cell["id"] for cell in cells})
    assert [] == [o for cell in cells for o in cell.get("outputs", [])]
    assert {None} == {cell["execution_count"] for cell in cells if "execution_count" in cell}


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_notebook_teaches_what_the_script_teaches(path: Path) -> None:
    """
    Every lesson cell and every task cell of the script is in the notebook, word for word.
    """
    script = dict(derive(PROJECT))[PROJECT / "exercises" / path.name]
    texts = {source(cell) for cell in cells_of(path)}
    apart = ("What you have so far", ">>>")
    own = [
        cell
        for cell in split(script)
        if not (cell.is_markdown and any(words in cell.text for words in apart))
    ]

    assert [] == [
        cell.text for cell in own if cell.text not in texts and "__main__" not in cell.text
    ]


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_experiments_show_what_the_solution_says(path: Path) -> None:
    """
    Every experiment shows what the solution says, a script leaves that out, and the notebook runs
    the same lines.
    """
    found = [
        cell.text
        for cell in split(path.read_text(encoding="utf-8"))
        if cell.is_markdown and PROMPT in cell.text
    ]
    names: dict[str, Any] = {}
    exec(exercise_text(path), names)  # noqa: S102 -- our own exercise
    runner = doctest.DocTestRunner(verbose=False)
    ids = [cell["id"] for cell in cells_of(path)]
    code = [source(cell) for cell in cells_of(path) if cell["id"].startswith("try-")]
    assert len(code) == len(found)
    assert (
        not code
        or "how" in ids[: ids.index(next((name for name in ids if name.startswith("try-")), ""))]
    )

    for text, cell in zip(found, code, strict=True):
        tried = doctest.DocTestParser().get_doctest(text, names, path.stem, None, None)
        tried.globs = names
        assert doctest.TestResults(0, len(tried.examples)) == runner.run(tried, clear_globs=False)
        lines = "".join(example.source for example in tried.examples)
        assert f"\n{cell}\n".endswith(f"\n{lines}")
        assert "Before you run it" in " ".join(text.split())
        assert tried.examples[-1].source in exercise_text(path)
        assert f"{tried.examples[-1].source}#     {tried.examples[-1].want}" not in exercise_text(
            path
        )


def test_bytes_are_stable() -> None:
    """
    Two builds give the same bytes.
    """
    assert list(derive(PROJECT)) == list(derive(PROJECT))


def test_check_cells_are_kept_from_edits() -> None:
    """
    Jupyter lets nobody change or delete a check by accident.
    """
    checks = [cell for cell in cells_of(SOLUTIONS[0]) if cell["id"].startswith("check")]

    tasks = [task for task in TASKS if task.exercise == SOLUTIONS[0].stem]
    assert len(tasks) + 1 == len(checks)
    assert all(cell["metadata"] == {"deletable": False, "editable": False} for cell in checks)
