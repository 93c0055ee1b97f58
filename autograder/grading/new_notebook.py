"""A new notebook: what nbgrader is given where somebody handed in work that it cannot open.

The same content gives the same text, so nothing is written twice.
"""

import ast
import json
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from tokenize import detect_encoding
from typing import Any

from autograder.grading.notebook_cells import parse, printed
from autograder.grading.notebook_file import code_cells
from autograder.grading.source import UNREADABLE
from autograder.grading.written import BOM, utf8

QUESTION = "autograder-question"
"""The id of the first cell of a notebook that only asks something."""
NO_MAIN = "__name__ = {name!r}  # as when the checks import it"
"""What lets `if __name__ == "__main__":` in a script be passed over."""
VERSION = {"nbformat": 4, "nbformat_minor": 5}
WITHOUT_IDS = {"nbformat": 4, "nbformat_minor": 4}
OF_CODE: Mapping[str, Any] = {"execution_count": None, "outputs": []}
PYTHON = {"display_name": "Python 3", "language": "python", "name": "python3"}


def notebook_of(content: bytes, name: str) -> str | None:
    """The notebook that a script or a notebook is, in UTF-8; None if that cannot be told.

    name: of the exercise, by which a script is imported.
    """
    text = utf8(content).removeprefix(BOM)
    if b"\0" in text:
        return None
    if not text.lstrip().startswith(b"{"):
        return _written(map(_code, [NO_MAIN.format(name=name), *statements_of(_decoded(text))]))
    found = parsed(text)
    return None if found is None or code_cells(text) is None else _mended(found)


def parsed(content: bytes) -> dict[str, Any] | None:
    """The JSON in a file, as nbgrader reads it; None for any other file."""
    try:
        found = json.loads(content.decode())
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def question(sentence: str) -> str:
    """A notebook that asks what nobody but a person can answer."""
    return _written([{"cell_type": "markdown", "source": sentence}], QUESTION)


def asks(cells: Iterable[Any]) -> bool:
    """Whether the cells of a notebook are those of a question."""
    return any(isinstance(cell, dict) and cell.get("id") == QUESTION for cell in cells)


def statements_of(script: str) -> Iterator[str]:
    """A script in pieces, one for each statement at its top; in one if it is not Python.

    In a notebook they run one by one, as an error stops no more than its own cell.
    """
    lines = script.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    try:
        body = parse("\n".join(lines)).body
    except UNREADABLE:
        body = []
    ends = [node.end_lineno or 0 for node in body]
    cuts = [end for end, node in zip(ends, body[1:], strict=False) if _first_line(node) > end]
    for begin, end in zip([0, *cuts], [*cuts, len(lines)], strict=True):
        if piece := "\n".join(lines[begin:end]).strip("\n"):
            yield piece


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)])


def _decoded(script: bytes) -> str:
    """A script as text; letters that cannot be read, as in old comments, are replaced."""
    try:
        encoding, _ = detect_encoding(BytesIO(script).readline)
        return script.decode(encoding, errors="replace")
    except (SyntaxError, LookupError):
        return script.decode(errors="replace")


def _code(text: str) -> dict[str, Any]:
    return {"cell_type": "code", **OF_CODE, "source": printed(text)}


def _mended(notebook: dict[str, Any]) -> str:
    """A notebook with what each code cell must have, which those without outputs lack."""
    if "worksheets" in notebook:
        return _text(notebook)
    cells = [
        {"metadata": {}, **(OF_CODE if cell["cell_type"] == "code" else {}), **cell}
        for cell in notebook.get("cells", [])
    ]
    return _text({"metadata": {}, **WITHOUT_IDS, **notebook, "cells": cells})


def _written(cells: Iterable[dict[str, Any]], first: str = "cell-0") -> str:
    named = [
        {"id": f"cell-{number}" if number else first, "metadata": {}, **cell}
        for number, cell in enumerate(cells)
    ]
    return _text({"cells": named, "metadata": {"kernelspec": PYTHON}, **VERSION})


def _text(notebook: dict[str, Any]) -> str:
    return json.dumps(notebook, indent=1, sort_keys=True) + "\n"
