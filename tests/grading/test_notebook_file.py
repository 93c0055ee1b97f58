"""
The code in the file of a notebook.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from autograder.grading.notebook_file import code_cells


def stored(notebook: dict[str, Any]) -> bytes:
    return json.dumps(notebook).encode()


CELL = {"cell_type": "code", "source": ["x = 1\n", "y = 2"], "outputs": [{"data": float("nan")}]}
TEXT = {"cell_type": "markdown", "source": "x"}
OLD = {"cell_type": "code", "input": "z = 3"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (stored({"cells": [CELL, TEXT]}), ("x = 1\ny = 2",)),
        (stored({"worksheets": [{"cells": [OLD]}, {"cells": [CELL]}]}), ("z = 3", "x = 1\ny = 2")),
        (b"{}", ()),
        (b"{", None),
        (b'{"cells": 3}', None),
        (b'{"cells": [{"cell_type": "code", "source": "\xff"}]}', None),
        (b"[" * 100_000, None),
    ],
    ids=["format 4", "format 3", "empty", "cut", "other", "not UTF-8", "deep"],
)
def test_code_is_found_beside_anything(content: bytes, expected: tuple[str, ...] | None) -> None:
    """
    The code cells of a notebook of any format come as texts, and no other file raises.
    """
    assert expected == code_cells(content)
