"""
A learner in JupyterLab: a real browser connected to a real server.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from jupyter_lab import chromium, jupyter_lab
from playwright.sync_api import Locator, Page, expect

from autograder.grading.grade import SOLUTIONS, grade
from autograder.grading.spec import PROJECT, load_spec, tasks_of

NOTEBOOK = "exercises/day4_ex1.ipynb"
SOLUTION = SOLUTIONS / "day4_ex1.py"
WRONG = PROJECT / "tests" / "submissions" / "wrong" / "day4_ex1" / "lower_bound_zero.py"
STUB = "raise NotImplementedError"
TASKS = {task.number: task for task in tasks_of(load_spec("day4_ex1"))}


class NotebookPage:
    """A notebook in JupyterLab, used the way a person does: with mouse, keyboard and eyes."""

    def __init__(self, page: Page, cells: list[str]) -> None:
        self.page = page
        self.cells = cells
        self.runs = 0

    def cell(self, name: str) -> Locator:
        """A cell, by its name in the file."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(self.cells.index(name))

    def lines(self, name: str) -> Locator:
        return self.cell(name).locator(".cm-line")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def select(self, name: str) -> None:
        """Select a whole cell by clicking next to its text."""
        self.cell(name).locator(".jp-InputPrompt").click()

    def run(self, *names: str) -> None:
        """Run cells one by one, waiting for each."""
        for name in names:
            self.lines(name).first.click()
            self.press("Shift+Enter")
            self.runs += 1
            expect(self.cell(name).locator(".jp-InputPrompt")).to_have_text(f"[{self.runs}]:")

    def replace(self, name: str, first: str, body: list[str]) -> None:
        """Type a body over the end of a cell, from the line that starts like this."""
        self.lines(name).filter(has_text=first).click()
        self.press("Home", "ControlOrMeta+Shift+End")
        self.page.keyboard.type(body[0].lstrip())
        for line in body[1:]:
            self.press("Enter", "Shift+Home")  # what the editor indents is written over, too
            self.page.keyboard.type(line)

    def sees(self, name: str, *texts: str) -> None:
        """These texts appear below a cell."""
        for text in texts:
            shown = self.cell(name).locator(".jp-Cell-outputArea")
            expect(shown).to_contain_text(text, use_inner_text=True)

    def has_all_cells(self) -> None:
        """The notebook has as many cells as it should."""
        expect(self.page.locator(".jp-Notebook .jp-Cell")).to_have_count(len(self.cells))


def body_of(path: Path, function: str) -> list[str]:
    """The lines of a function below its docstring, without comments."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == function)
    code = found.body[1:] if ast.get_docstring(found) else found.body
    return textwrap.indent("\n".join(map(ast.unparse, code)), "    ").splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a learner has: a folder of notebooks."""
    (tmp_path / "exercises").mkdir()
    for notebook in (PROJECT / "exercises").glob("*.ipynb"):
        shutil.copy(notebook, tmp_path / "exercises")
    return tmp_path


@pytest.fixture
def notebook(folder: Path) -> Iterator[NotebookPage]:
    """The first exercise, open in JupyterLab, with its kernel ready."""
    node = json.loads((folder / NOTEBOOK).read_text(encoding="utf-8"))
    with chromium() as browser, jupyter_lab(folder) as lab:
        page = lab.open(browser, f"lab/tree/{NOTEBOOK}")
        expect(page.get_by_text(re.compile(r"\| Idle$"))).to_be_visible()
        yield NotebookPage(page, [cell["id"] for cell in node["cells"]])


@pytest.mark.sweep
def test_learner_reaches_full_points(notebook: NotebookPage, folder: Path) -> None:
    """
    In JupyterLab, a learner gets from the stub through a mistake and a hint to full points, no key
    changes a check, and the saved file earns the same points.
    """
    starts_with_todo(notebook)
    makes_a_mistake(notebook)
    asks_for_a_hint(notebook)
    cannot_change_a_check(notebook)
    solves_everything(notebook)
    notebook.press("ControlOrMeta+s")
    expect(notebook.page.locator(".jp-mod-dirty")).to_have_count(0)

    assert 40 == grade(folder / NOTEBOOK).points


def starts_with_todo(notebook: NotebookPage) -> None:
    notebook.run("given-4", "task-1-1", "check-1-1")
    notebook.sees("check-1-1", "TODO 1.1 indefinite_integral an antiderivative 0/12")
    notebook.sees("check-1-1", "0 of 12 points. 0 of 1 task done.", 'Stuck? hint("1.1")')


def makes_a_mistake(notebook: NotebookPage) -> None:
    """The area starts at 0, whatever the lower bound is."""
    check = next(check for check in grade(WRONG, tasks=["1.2"]).checks if check.mistake)
    notebook.replace("task-1-2", STUB, body_of(WRONG, "definite_integral"))
    notebook.run("task-1-2", "check-1-2")
    notebook.sees("check-1-2", "FIX 1.2 definite_integral the exact area 6/10", check.message)
    notebook.sees("check-1-2", f"it returned {check.returned}")


def asks_for_a_hint(notebook: NotebookPage) -> None:
    """In a new cell, which is then deleted by pressing D twice."""
    notebook.select("check-1-2")
    notebook.press("b", "Enter")
    notebook.cells.insert(notebook.cells.index("check-1-2") + 1, "hint")
    notebook.page.keyboard.type('hint("1.2")')
    notebook.run("hint")
    notebook.sees("hint", "An area has a left end and a right end.")
    notebook.select("hint")
    notebook.press("d", "d")
    notebook.cells.remove("hint")
    notebook.has_all_cells()


def cannot_change_a_check(notebook: NotebookPage) -> None:
    """Keys that delete other cells, or their text, leave a check as it is."""
    before = notebook.lines("check-1-2").all_inner_texts()
    notebook.select("check-1-2")
    notebook.press("d", "d")
    notebook.has_all_cells()
    notebook.lines("check-1-2").last.click()
    notebook.press("ControlOrMeta+a", "Delete")
    notebook.page.keyboard.type("40")

    assert before == notebook.lines("check-1-2").all_inner_texts()


def solves_everything(notebook: NotebookPage) -> None:
    mistaken = {"1.2": body_of(WRONG, "definite_integral")[0]}
    for number, task in TASKS.items():
        cell, check = (f"{kind}-{number.replace('.', '-')}" for kind in ("task", "check"))
        notebook.replace(cell, mistaken.get(number, STUB), body_of(SOLUTION, task.function))
        notebook.run(cell, check)
        notebook.sees(check, f"PASS {number} {task.function} {task.title}")
    notebook.run("check-all")
    notebook.sees("check-all", *(f"PASS {number}" for number in TASKS))
    notebook.sees("check-all", "40 of 40 points +12 bonus. 4 of 4 tasks done.")
