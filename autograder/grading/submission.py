"""A submission: which file of a person holds which exercise, as a script or as a notebook.

A file counts by its name. Where the file of that name holds no work, another one that defines the
same functions counts, whatever a browser, a platform or a file manager has called it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.errors import KitError
from autograder.grading.notebook_cells import ENDING as NOTEBOOK
from autograder.grading.notebook_cells import printed
from autograder.grading.source import FileSource, defines, functions, holds_work

SCRIPT = ".py"
UNTOUCHED = "Graded: {notebook}, because {script} beside it has not been touched."
BOTH = "Graded: {taken}. {other} holds work, too: move the one that does not count elsewhere."
ELSEWHERE = "Graded: {other}, because {script} {lacks}."
WHICH = "{files} hold work for {name}. Which one counts? Keep that one only, or name it."

SCRIPTS = (SCRIPT, f"{SCRIPT}.txt")
# Only the capitals of ASCII: to re.IGNORECASE, U+0131 is an i and U+017F an s as well.
ANY_CASE = re.IGNORECASE | re.ASCII
TOOLS = re.compile(r"__macosx|__pycache__|venv|env|node_modules|site-packages", ANY_CASE)
HANDED_OUT = "exercises"


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
    """Look into a folder, or take a single file.

    exercises: their names and the functions that they ask for. A file under another name is
    recognised by its functions. In a folder, a script comes before a notebook of the same exercise,
    and both before files of other names, unless it holds no work. Raises KitError.
    """
    if path.is_dir():
        return _in_folder(path, exercises)
    if not path.exists():
        raise KitError(f"There is nothing at {path}. Check the path.")
    if not path.name.lower().endswith((*SCRIPTS, NOTEBOOK)):
        raise KitError(
            f"{path} is neither a {SCRIPT} file nor a notebook. Hand in the exercise as {SCRIPT} "
            f"or {NOTEBOOK}."
        )
    return Submission(path, {_exercise_of(path, exercises): path})


def named_file(folder: Path, name: str, asked: tuple[str, ...]) -> tuple[Path | None, str]:
    """The script or notebook of an exercise by its name, and a remark on the choice of two."""
    files = [folder / f"{name}{ending}" for ending in (SCRIPT, NOTEBOOK)]
    files = [file for file in files if file.is_file()]
    return _chosen(files, asked) if files else (None, "")


def _in_folder(path: Path, exercises: Mapping[str, tuple[str, ...]]) -> Submission:
    found, remarks = {}, []
    for name, asked in exercises.items():
        chosen, remark = named_file(path, name, asked)
        others = _others(path, name, asked)
        if chosen and holds_work(FileSource(chosen), asked):
            rivals = [one for one in others if _differ(one, chosen, asked)]
            if rivals and not remark:
                remark = BOTH.format(taken=chosen.name, other=_listed(rivals, path))
        elif others:
            chosen, remark = _only(others, path, name, chosen)
        if chosen is not None:
            found[name] = chosen
            remarks.append(remark)
    if not found:
        wanted = " or ".join(f"{name}{SCRIPT}" for name in exercises)
        raise KitError(
            f"The folder {path} holds no {wanted}, as a script or a notebook. "
            "Is it the right folder?"
        )
    return Submission(path, found, tuple(remark for remark in remarks if remark))


def _others(folder: Path, name: str, asked: tuple[str, ...]) -> list[Path]:
    """Other files near a folder that define one of these functions; of equal ones the first."""
    places = [folder, folder.parent] if folder.name == HANDED_OUT else [folder]
    places += [one for one in _listing(folder) if one.is_dir()]
    known = {folder / f"{name}{ending}" for ending in (SCRIPT, NOTEBOOK)}
    files = (one for place in places for one in _listing(place) if one not in known)
    names = [f"def {function}".encode() for function in asked]
    found: dict[bytes, Path] = {}
    for file in files:
        if file.name.lower().endswith((*SCRIPTS, NOTEBOOK)) and file.is_file():
            content = file.read_bytes()
            if any(name in content for name in names) and defines(FileSource(file), asked):
                found.setdefault(content, file)
    return list(found.values())


def _only(others: list[Path], path: Path, name: str, stub: Path | None) -> tuple[Path, str]:
    """The file that stands in for a stub, or for none, and why. Raises KitError for several."""
    if len(others) > 1:
        raise KitError(WHICH.format(files=_listed(others, path), name=name))
    script, lacks = (stub.name, "holds no work") if stub else (f"{name}{SCRIPT}", "is missing")
    said = ELSEWHERE.format(other=_listed(others, path), script=script, lacks=lacks)
    return others[0], said


def _differ(other: Path, chosen: Path, asked: tuple[str, ...]) -> bool:
    """Whether another file holds work of its own."""
    return other.read_bytes() != chosen.read_bytes() and holds_work(FileSource(other), asked)


def _listing(folder: Path) -> list[Path]:
    """What is in a folder, without what is hidden or made by a tool; nothing if it is closed."""
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return []
    return [one for one in found if not is_skipped(one.name)]


def is_skipped(part: str) -> bool:
    """Whether a part of a path is hidden or made by a tool, and so not the learner's work."""
    return part.startswith(".") or TOOLS.fullmatch(part) is not None


def _listed(files: list[Path], folder: Path) -> str:
    shown = [one.relative_to(folder) if one.is_relative_to(folder) else one for one in files]
    return " and ".join(printed(one.as_posix()) for one in shown)


def _chosen(files: list[Path], asked: tuple[str, ...]) -> tuple[Path, str]:
    """A script or its notebook, and what a person needs to know about the choice."""
    script, notebook = files[0], files[-1]
    if script == notebook or not holds_work(FileSource(notebook), asked):
        return script, ""
    if holds_work(FileSource(script), asked):
        return script, BOTH.format(taken=script.name, other=notebook.name)
    return notebook, UNTOUCHED.format(script=script.name, notebook=notebook.name)


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
