"""Notebooks for tests: the exercises, filled in as a learner would."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from autograder.grading.spec import all_checks

FOLDER = Path(__file__).parent / "submissions"
FILED = sorted(path for kind in ("right", "wrong") for path in (FOLDER / kind).glob("*/*.py"))
HEADER = re.compile(r"^# task: *(.*)$", re.MULTILINE)

Notebook = dict[str, Any]
Change = Callable[[Notebook], None]

HOLE = re.compile(r'^    raise NotImplementedError\("TODO (?P<task>\d\.\d):.*$', re.MULTILINE)
WORKED = re.compile(
    r"^    ### BEGIN SOLUTION\n(.*?)\n    ### END SOLUTION$", re.MULTILINE | re.DOTALL
)
TASK = re.compile(r"^    Task (\d\.\d):", re.MULTILINE)


def read(path: Path) -> Notebook:
    notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def write(path: Path, notebook: Notebook) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")


def source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def filled(text: str, bodies: Mapping[str, str]) -> str:
    """A text with stubs, and a body, indented by four spaces, in each of these tasks."""
    return HOLE.sub(lambda hole: bodies.get(hole["task"], hole[0]), text)


def fill(notebook: Notebook, bodies: Mapping[str, str]) -> Notebook:
    """Put a body, indented by four spaces, into each of these tasks."""
    for cell in notebook["cells"]:
        cell["source"] = filled(source(cell), bodies)
    return notebook


def worked(solution: Path) -> dict[str, str]:
    """The bodies of a solution, by task number."""
    text = solution.read_text(encoding="utf-8")
    return dict(zip(TASK.findall(text), WORKED.findall(text), strict=True))


def named(notebook: Notebook, name: str) -> Any:
    """The cell with this id."""
    return next(cell for cell in notebook["cells"] if cell["id"] == name)


def cells_of(text: str) -> list[str]:
    """The top-level statements of a script, each as the text of a cell."""
    lines = text.split("\n")
    starts = [
        min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
        for node in ast.parse(text).body
    ]
    ends = [*(start - 1 for start in starts[1:]), len(lines)]
    return ["\n".join(lines[s - 1 : e]) for s, e in zip([1, *starts[1:]], ends, strict=False)]


def tasks_of(path: Path) -> tuple[str, ...]:
    """The tasks named in the header of a submission on file, or else all tasks."""
    found = HEADER.search(path.read_text(encoding="utf-8"))
    numbers = tuple(word.strip() for word in found[1].split(",")) if found else ()
    return numbers or tuple({c.task.number for c in all_checks()})
