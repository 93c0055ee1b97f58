"""A submission: which file of a person holds which exercise."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ENDING = ".py"


class SubmissionError(Exception):
    """The given path cannot be graded; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Submission:
    """The files by exercise name; an exercise that is not there was not handed in."""

    path: Path
    files: Mapping[str, Path]

    @property
    def is_one_file(self) -> bool:
        return self.path.is_file()


def find_submission(path: Path, exercises: Mapping[str, tuple[str, ...]]) -> Submission:
    """
    Look into a folder, or take a single file.

    exercises: name to the functions that it asks for. A file under another name is recognised by
    the functions it defines. Raises SubmissionError.
    """
    if path.is_dir():
        files = {name: path / f"{name}{ENDING}" for name in exercises}
        found = {name: file for name, file in files.items() if file.is_file()}
        if not found:
            wanted = " or ".join(f"{name}{ENDING}" for name in exercises)
            raise SubmissionError(f"The folder {path} holds no {wanted}. Name the right folder.")
        return Submission(path, found)
    if not path.exists():
        raise SubmissionError(f"There is nothing at {path}. Check the path.")
    if path.suffix != ENDING:
        raise SubmissionError(f"{path} is no {ENDING} file. Hand in the exercise as {ENDING}.")
    return Submission(path, {_exercise_of(path, exercises): path})


def _exercise_of(path: Path, exercises: Mapping[str, tuple[str, ...]]) -> str:
    by_name = [name for name in exercises if path.stem == name]
    defined = _defined(path)
    by_content = [name for name, functions in exercises.items() if defined & set(functions)]
    by_part = [name for name in exercises if name in path.stem]
    found = by_name or by_content or by_part
    if len(found) != 1:
        raise SubmissionError(
            f"{path} is not recognised as one exercise. "
            f"Name it {' or '.join(name + ENDING for name in exercises)}."
        )
    return found[0]


def _defined(path: Path) -> set[str]:
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
