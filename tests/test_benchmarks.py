"""The benchmarks: each of them starts and explains itself."""

from __future__ import annotations

import ast
import os
import runpy
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).with_name("benchmarks")
SHARED = {"benchmark", "machine", "own_calls"}
BENCHMARKS = sorted(path for path in FOLDER.glob("*.py") if path.stem not in SHARED)


@pytest.mark.skipif(os.name == "nt", reason="most of them measure what only POSIX has")
@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.stem)
def test_help_is_the_docstring(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Every benchmark can import what it measures, and `--help` prints its docstring.
    """
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    for name in SHARED:  # each run sets its own path
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(sys, "path", [str(FOLDER), *sys.path])
    monkeypatch.setattr(sys, "argv", [str(path), "--help"])

    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(path), run_name="__main__")
    printed = capsys.readouterr()

    assert (0, "") == (ended.value.code, printed.err)
    assert docstring is not None
    assert docstring in printed.out
    assert f"python tests/benchmarks/{path.name}" in docstring
