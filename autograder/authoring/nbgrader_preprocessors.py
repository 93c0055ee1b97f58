"""Preprocessors for nbgrader: a learner's notebook is repaired before it is graded.

nbgrader takes points from people whose notebook has lost a cell, or whose cells have changed
their order, kind or metadata; these steps restore what the source notebook has. They are listed
in the `nbgrader_config.py` of a course, and run in nbgrader's own process.
"""

import ast
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader import preprocessors as steps
from nbgrader.api import Gradebook

from autograder.authoring.jupyter import nbgrader_metadata
from autograder.authoring.stub import hole_of, tasks_in
from autograder.grading.new_notebook import asks
from autograder.grading.task_list import task_list

Cells = list[NotebookNode]
ATTACHMENT = re.compile(r"attachment:(?P<name>[^\s)\"'>]+)")
STORED = ("locked", "checksum", "cell_type")


class ClearTasks(steps.ClearSolutions):  # type: ignore[misc]  # nbgrader carries no type information
    """Remove the solutions; the stub names its task as the one in exercises/ does."""

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> Any:
        if cell.cell_type == "code":
            found = [match for _, match in tasks_in(ast.parse(cell.source))]
            if found:
                self.code_stub = {"python": hole_of(found[0])}
        return super().preprocess_cell(cell, resources, index)


class RestoreCells(steps.NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader carries no type information
    """Give the cells of a submission the metadata of the source, and put its checks at the end.

    What would keep nbgrader from writing the feedback is removed: the state of widgets, which
    Colab saves in part, and pictures of which only the name is left.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> Any:
        known = resources["nbgrader"]
        with Gradebook(known["db_url"]) as gradebook:
            source = gradebook.find_notebook(known["notebook"], known["assignment"])
            nb.cells = mended(nb.cells, wanted(source))
        nb.metadata.pop("widgets", None)
        for cell in nb.cells:
            forget_lost_pictures(cell)
        if (nb.nbformat, nb.nbformat_minor) < (4, 5):
            for cell in nb.cells:
                cell.pop("id", None)  # older notebooks must not have them
        return nb, resources


class MarkOpen(steps.NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader carries no type information
    """Mark for manual grading what must not be a zero: what a fault of the kit has left open, and
    all of a notebook about which there is a question. A bonus becomes extra credit.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> Any:
        known = resources["nbgrader"]
        names = known["notebook"], known["assignment"], known["student"]
        with Gradebook(known["db_url"]) as gradebook:
            for cell in open_checks(nb.cells):
                gradebook.find_grade(identity(cell), *names).needs_manual_grade = True
            own = (task for task in task_list() if task.exercise == known["notebook"])
            extra = {check_name(task.number): task.points for task in own if task.is_bonus}
            for cell in (one for one in nb.cells if identity(one) in extra):
                told = bonus_of(cell, extra[identity(cell)])
                gradebook.find_grade(identity(cell), *names).extra_credit = told
            gradebook.db.commit()
        return nb, resources


CLEAR = [steps.LockCells, ClearTasks, steps.ClearOutput, steps.CheckCellMetadata]
CLEAR += [steps.ComputeChecksums, steps.SaveCells, steps.ClearHiddenTests, steps.ClearMarkScheme]
CLEAR += [steps.ComputeChecksums, steps.CheckCellMetadata]
SANITIZE = [steps.ClearOutput, RestoreCells, steps.OverwriteKernelspec, steps.OverwriteCells]
SANITIZE += [steps.CheckCellMetadata]
AUTOGRADE = [steps.Execute, steps.IgnorePattern, ClearMetadataPreprocessor, steps.LimitOutput]
AUTOGRADE += [steps.SaveAutoGrades, MarkOpen, steps.AssignLatePenalties, steps.CheckCellMetadata]


def identity(cell: NotebookNode) -> str:
    """The grade id of a cell; empty if it has none."""
    return str(known_as(cell).get("grade_id", ""))


def known_as(cell: NotebookNode) -> Mapping[str, Any]:
    """What nbgrader knows of a cell, as far as that makes sense."""
    known = cell.metadata.get("nbgrader")
    return known if isinstance(known, dict) else {}


def open_checks(cells: Cells) -> Cells:
    """The checks about whose points a person must decide."""
    checks = [cell for cell in cells if known_as(cell).get("grade")]
    return checks if asks(cells) else list(filter(is_open, checks))


def is_open(cell: NotebookNode) -> bool:
    """Whether the output of a check says that a person must decide about some points."""
    return bool(said_of(cell, "open_points"))


def check_name(task: str) -> str:
    """The grade id of the check of a task."""
    return f"check-{task.replace('.', '-')}"


def bonus_of(cell: NotebookNode, most: int) -> int:
    """The bonus that a check has told, whatever it claims."""
    told = said_of(cell, "bonus")
    return max(0, min(told, most)) if isinstance(told, int) else 0


def said_of(cell: NotebookNode, name: str) -> Any:
    """What the kit has left beside the output of a check; 0 if it has not."""
    said = [output.get("metadata", {}).get("autograder", {}) for output in cell.get("outputs", [])]
    return next((found for one in said if (found := one.get(name))), 0)


def forget_lost_pictures(cell: NotebookNode) -> None:
    """Let no text show an attachment that its cell does not have, or that is empty."""
    pictures = cell.get("attachments")
    kept = {name: one for name, one in pictures.items() if one} if pictures else {}
    if pictures is not None:
        cell["attachments"] = kept
    if cell.cell_type == "markdown":
        cell.source = ATTACHMENT.sub(
            lambda found: found[0] if unquote(found["name"]) in kept else found["name"],
            cell.source,
        )


def wanted(source: Any) -> dict[str, NotebookNode]:
    """The cells of a source notebook in nbgrader's database by grade id, metadata and all."""
    points = {cell.name: cell.max_score for cell in source.grade_cells}
    tasks = {cell.name for cell in source.solution_cells}
    return {cell.name: _cell(cell, points, tasks) for cell in source.source_cells}


def mended(cells: Iterable[NotebookNode], wanted: Mapping[str, NotebookNode]) -> Cells:
    """The cells of a submission with the metadata of the source, its checks behind all of them.

    So every check meets all that the notebook defines, in whatever order, as in the terminal.
    Of copies of a cell the last keeps the metadata.
    """
    checks = {name: cell for name, cell in wanted.items() if cell.metadata.nbgrader.grade}
    kept = [cell for cell in cells if identity(cell) not in checks]
    place = {identity(cell): index for index, cell in enumerate(kept)}
    for index, cell in enumerate(kept):
        name = identity(cell)
        cell.metadata.pop("nbgrader", None)
        if name in wanted and place[name] == index:
            cell.metadata["nbgrader"] = wanted[name].metadata.nbgrader.copy()
    return kept + [checks[name] for name in sorted(checks)]


def _cell(source: Any, points: Mapping[str, float], tasks: Iterable[str]) -> NotebookNode:
    name, more = source.name, {key: getattr(source, key) for key in STORED}
    if name in points:
        more["points"] = points[name]
    known = nbgrader_metadata(name, grade=name in points, solution=name in tasks, **more)
    return new_code_cell(source.source, id=name, metadata=known)
