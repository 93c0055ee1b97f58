"""A submission: which file of a person holds which exercise, as a script or as a notebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.errors import KitError
from autograder.grading.notebook_cells import ENDING as NOTEBOOK
from autograder.grading.source import FileSource, functions, holds_work

SCRIPT = ".py"
UNTOUCHED = "Graded: {notebook}, because {script} beside it has not been touched."
BOTH = "Graded: {script}. {notebook} holds work, too; name the file to have it graded instead."


@dataclass(frozen=True, slots=True)
class Submission:
    """The files that were handed in, by exercise. remarks: which of two was taken, and why."""

    path: Path
    files: Mapping[str, Path]
    remarks: tuple[str, ...] = ()

    @property
    def is_one_file(self) -> bool:
        return self.path.is_file()


def find_submission(path: Path, exercises: Mapping[str, tuple[str, ...]]) -> Submission:
    """
    Look into a folder, or take a single file.

    exercises: their names and the functions that they ask for. A file under another name is
    recognised by its functions. In a folder, a script comes before a notebook of the same exercise,
    unless only the notebook holds work. Raises KitError.
    """
    if path.is_dir():
        return _in_folder(path, exercises)
    if not path.exists():
        raise KitError(f"There is nothing at {path}. Check the path.")
    if path.suffix not in {SCRIPT, NOTEBOOK}:
        raise KitError(
            f"{path} is neither a {SCRIPT} file nor a notebook. Hand in the exercise as {SCRIPT} "
            f"or {NOTEBOOK}."
        )
    return Submission(path, {_exercise_of(path, exercises): path})


def _in_folder(path: Path, exercises: Mapping[str, tuple[str, ...]]) -> Submission:
    found, remarks = {}, []
    for name, asked in exercises.items():
        files = [path / f"{name}{ending}" for ending in (SCRIPT, NOTEBOOK)]
        if files := [file for file in files if file.is_file()]:
            found[name], remark = _chosen(files, asked)
            remarks.append(remark)
    if not found:
        wanted = " or ".join(f"{name}{SCRIPT}" for name in exercises)
        raise KitError(
            f"The folder {path} holds no {wanted}, as a script or a notebook. "
            "Is it the right folder?"
        )
    return Submission(path, found, tuple(remark for remark in remarks if remark))


def _chosen(files: list[Path], asked: tuple[str, ...]) -> tuple[Path, str]:
    """A script or its notebook, and what a person needs to know about the choice."""
    script, notebook = files[0], files[-1]
    if script == notebook or not holds_work(FileSource(notebook), asked):
        return script, ""
    said = {"script": script.name, "notebook": notebook.name}
    if holds_work(FileSource(script), asked):
        return script, BOTH.format(**said)
    return notebook, UNTOUCHED.format(**said)


def _exercise_of(path: Path, exercises: Mapping[str, tuple[str, ...]]) -> str:
    by_name = [name for name in exercises if path.stem == name]
    defined = {node.name for _, node in functions(FileSource(path))}
    by_content = [name for name, asked in exercises.items() if defined & set(asked)]
    by_part = [name for name in exercises if name in path.stem]
    found = by_name or by_content or by_part
    if len(found) != 1:
        raise KitError(
            f"It is not clear which exercise {path} holds. "
            f"Name it {' or '.join(name + path.suffix for name in exercises)}."
        )
    return found[0]
