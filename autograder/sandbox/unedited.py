"""Exercises that were handed in as they were shipped, apart from comments: nothing is run of them.

Their lines are compared as bytes, never read as Python.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath

from autograder.grading.files import shipped_stub
from autograder.grading.notebook_cells import ENDING as NOTEBOOK
from autograder.grading.notebook_file import code_cells
from autograder.grading.source import FileSource, functions
from autograder.grading.submission import SCRIPT
from autograder.grading.written import utf8
from autograder.sandbox.folders import PACKAGE

SPACE = b" \t\f"
"""What may surround a comment; Python sees nothing else there."""

Lines = dict[str, int]
"""Functions and the lines where they begin."""


def is_as_shipped(files: Mapping[str, bytes]) -> bool:
    """Whether nothing was written into any of these files, scripts or notebooks."""
    return all(_is_as_shipped(PurePosixPath(name), files) for name in files)


def _is_as_shipped(name: PurePosixPath, files: Mapping[str, bytes]) -> bool:
    if name.suffix == NOTEBOOK:
        shipped = _shipped_cells(name.stem)
        return bool(shipped) and code_cells(files[str(name)]) == shipped
    return unedited_stubs(name.stem, files) is not None


@cache
def _shipped_cells(exercise: str) -> tuple[str, ...] | None:
    """The code of a notebook as it was shipped; None if there is none."""
    path = shipped_stub(PACKAGE, exercise, NOTEBOOK)
    return code_cells(path.read_bytes()) if path.exists() else None


def unedited_stubs(exercise: str, files: Mapping[str, bytes]) -> Lines | None:
    """The functions of an exercise that was handed in unedited; None if a runner has to look.

    Blank lines and comments may have come or gone, and it may have been saved in UTF-16. Any other
    file of the exercise, a notebook too, is a reason to look, and so is whatever else may keep
    Python from reading the script.
    """
    content = files.get(exercise + SCRIPT)
    if content is None or exercise + NOTEBOOK in files:
        return None
    content = utf8(content)
    try:
        content.decode()
    except UnicodeDecodeError:
        return None
    # Comments may do harm: Python decodes them, and looks for an encoding in them.
    if b"\0" in content or b"coding" in b"".join(content.splitlines()[:2]):
        return None
    shipped, begun = _shipped(exercise)
    code = _code(content)
    if not shipped or list(code.values()) != list(shipped.values()):
        return None
    moved = dict(zip(shipped, code, strict=True))
    return {function: moved[line] for function, line in begun.items()}


def _code(content: bytes) -> dict[int, bytes]:
    """The lines that are neither blank nor a comment, by number."""
    lines = enumerate(content.splitlines(), start=1)
    return {n: line for n, line in lines if line.strip(SPACE)[:1] not in {b"", b"#"}}


@cache
def _shipped(exercise: str) -> tuple[dict[int, bytes], Lines]:
    """The code of a script as it was shipped, if it was, and where its functions begin."""
    path = shipped_stub(PACKAGE, exercise, SCRIPT)
    if not path.exists():
        return {}, {}
    begun = {node.name: node.lineno for _, node in functions(FileSource(path))}
    return _code(path.read_bytes()), begun
