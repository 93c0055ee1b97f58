"""
How a file runs statement by statement.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.grading.loading import Loaded, load

FUNCTION = "def answer():\n    return 42\n"


def loaded_from(folder: Path, text: str, ending: str = ".py") -> Loaded:
    path = folder / f"day4_ex9{ending}"
    path.write_text(text)
    return load(path, "day4_ex9")


def as_notebook(*texts: str) -> str:
    return json.dumps({"cells": [{"cell_type": "code", "source": text} for text in texts]})


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param("x = input('name? ')", "EOFError", id="input"),
        pytest.param("import sys; sys.exit()", "SystemExit", id="exit"),
        pytest.param("print(undefined)", "NameError", id="name"),
        pytest.param("import no_such_package", "ModuleNotFoundError", id="import"),
        pytest.param("raise BaseException('odd')", "BaseException", id="base"),
        pytest.param("1 / 0", "ZeroDivisionError", id="zero"),
    ],
)
def test_broken_statement_costs_itself_alone(tmp_path: Path, line: str, kind: str) -> None:
    """
    A statement that stops leaves the functions before and after it, and its line is known.
    """
    loaded = loaded_from(tmp_path, f"def first():\n    return 1\n\n{line}\n\n{FUNCTION}")

    assert (1, 42) == (loaded.names["first"](), loaded.names["answer"]())
    assert [(kind, 4)] == [(stop.kind, stop.line) for stop in loaded.stops]


def test_language_features_work(tmp_path: Path) -> None:
    """
    Future imports, dataclasses, docstrings, star imports and classes work as usual.
    """
    text = (
        '"""Doc."""\nfrom __future__ import annotations\nfrom math import *\n'
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int = 1\n"
        "value = P().x + floor(pi)\n"
    )
    loaded = loaded_from(tmp_path, text)

    assert ((), 4) == (loaded.stops, loaded.names["value"])


def test_a_cell_may_await(tmp_path: Path) -> None:
    """
    Top-level await runs as in Jupyter, and what it makes is there; one that fails stops alone.
    """
    texts = [
        "import asyncio\nx = await asyncio.sleep(0, 1)",
        "async with asyncio.Lock():\n    y = x + 1\nawait nothing()\nz = y + 1",
        "async def f():\n    await asyncio.sleep(0)\ng = [await asyncio.sleep(0, n) for n in 'ab']",
    ]
    loaded = loaded_from(tmp_path, as_notebook(*texts), ".ipynb")

    assert (1, 2, 3, ["a", "b"]) == tuple(loaded.names[name] for name in "xyzg")
    assert [("NameError", 3, 2)] == [(one.kind, one.line, one.cell) for one in loaded.stops]
