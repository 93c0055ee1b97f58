"""A submission: which file of a person holds which exercise, as a script or as a notebook.

A file counts by its name. Where the file of that name holds no work, another one that defines the
same functions counts, whatever a browser, a platform or a file manager has called it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.errors import KitError
from autograder.grading.files import shipped_stub
from autograder.grading.notebook_cells import ENDING as NOTEBOOK
from autograder.grading.notebook_cells import NotebookError, parse, printed
from autograder.grading.source import UNREADABLE, FileSource, texts
from autograder.grading.written import Written, written

SCRIPT = ".py"
BOTH = "Graded: {taken}. {other} holds work, too: move the one that does not count elsewhere."
ELSEWHERE = "Graded: {other}, because {script} {lacks}."
WHICH = "{files} hold work for {name}. Which one counts? Keep that one only, or name it."

KINDS = {
    f"{NOTEBOOK}.txt": NOTEBOOK,
    f"{NOTEBOOK}.json": NOTEBOOK,
    NOTEBOOK: NOTEBOOK,
    SCRIPT: SCRIPT,
    f"{SCRIPT}w": SCRIPT,
    ".txt": SCRIPT,
}
"""What a file is by the end of its name: some portals and browsers let a script through as text."""
BACKUP = ".backup-"
"""In the name of a copy that `autograder reset` keeps, which is nobody's answer any more."""

LARGEST = 16 * 1024 * 1024
"""No file with work has more bytes."""
# Only the capitals of ASCII: to re.IGNORECASE, U+0131 is an i and U+017F an s as well.
ANY_CASE = re.IGNORECASE | re.ASCII
TOOLS = re.compile(r"__macosx|__pycache__|venv|env|node_modules|site-packages", ANY_CASE)
HANDED_OUT = "exercises"
NAMED = re.compile(r"(day\d+_)ex\d+")
PACKAGE = Path(__file__).parents[1]


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
    if not kind_of(path.name):
        raise KitError(
            f"{path} is neither a {SCRIPT} file nor a notebook. Hand in the exercise as {SCRIPT} "
            f"or {NOTEBOOK}."
        )
    return Submission(path, {_exercise_of(path, exercises): path})


def kind_of(name: str) -> str:
    """The ending of a script or that of a notebook, as which a file of this name is read, or ""."""
    known = () if BACKUP in name else KINDS.items()
    return next((kind for end, kind in known if name.lower().endswith(end)), "")


def holds_work(path: Path, asked: Iterable[str]) -> bool:
    """Whether somebody has begun: a function that is asked for is more than a stub, or there is
    none to be seen, since the file cannot be read.
    """
    seen = _look(path)
    if not seen.begun.isdisjoint(asked):
        return seen.holds_work(asked)
    try:
        for _, text in texts(FileSource(path)):
            parse(text)
    except (OSError, NotebookError, *UNREADABLE):
        return True
    return False


def _look(path: Path) -> Written:
    """What is written in a file; nothing if it is closed to us, or a notebook as it was shipped."""
    content, is_notebook = _content(path), kind_of(path.name) == NOTEBOOK
    if is_notebook and content == _content(shipped_stub(PACKAGE, path.stem, NOTEBOOK)):
        content = b""  # so are most, and a reader of JSON takes longer than all the rest
    return written(content, is_notebook=is_notebook)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def named_file(folder: Path, name: str, asked: tuple[str, ...]) -> tuple[Path | None, str]:
    """The script or notebook of an exercise by its name, and a remark on the choice of two."""
    files = [folder / f"{name}{ending}" for ending in (SCRIPT, NOTEBOOK)]
    files = [file for file in files if file.is_file()]
    ready = [file for file in files if _is_ready(file, asked)]
    work = ready or [file for file in files if holds_work(file, asked)]
    taken = next(iter(work or files), None)
    if taken is None or (taken == files[0] and len(work) < 2):
        return taken, ""
    if len(work) > 1:
        return taken, BOTH.format(taken=taken.name, other=work[1].name)
    return taken, _instead(taken.name, files[0], name, asked)


def _in_folder(path: Path, exercises: Mapping[str, tuple[str, ...]]) -> Submission:
    chosen = {name: _chosen(path, name, exercises) for name in exercises}
    files = {name: file for name, (file, _) in chosen.items() if file is not None}
    if not files:
        wanted = " or ".join(f"{name}{SCRIPT}" for name in exercises)
        raise KitError(
            f"The folder {path} holds no {wanted}, as a script or a notebook. "
            "Is it the right folder?"
        )
    return Submission(path, files, tuple(remark for _, remark in chosen.values() if remark))


def _chosen(
    folder: Path, name: str, exercises: Mapping[str, tuple[str, ...]]
) -> tuple[Path | None, str]:
    """The file of an exercise, and what a person needs to know about the choice. What cannot be
    read counts only where nothing else holds work. Raises KitError for several.
    """
    asked = exercises[name]
    named, remark = named_file(folder, name, asked)
    others = [one for one in _others(folder, name, asked) if not _is_anothers(one, name, exercises)]
    ready = [one for one in others if _is_ready(one, asked)]
    if named and _is_ready(named, asked):
        rivals = [one for one in ready if _look(one).digest != _look(named).digest]
        both = BOTH.format(taken=named.name, other=_listed(rivals, folder)) if rivals else ""
        return named, remark or both
    is_kept = named is not None and holds_work(named, asked)
    found = ready or ([] if is_kept else others)
    if not found:
        return named, remark
    files = _listed(found, folder)
    if len(found) > 1:
        raise KitError(WHICH.format(files=files, name=name))
    return found[0], _instead(files, named, name, asked)


def _others(folder: Path, name: str, asked: tuple[str, ...]) -> list[Path]:
    """Other files near a folder with work on these functions; of equal ones the first."""
    places = [folder, folder.parent] if folder.name == HANDED_OUT else [folder]
    places += [one for one in _listing(folder) if one.is_dir()]
    known = {folder / f"{name}{ending}" for ending in (SCRIPT, NOTEBOOK)}
    files = (one for place in places for one in _listing(place) if one not in known)
    found: dict[bytes, Path] = {}
    for file in files:
        if kind_of(file.name) and file.is_file() and file.stat().st_size <= LARGEST:
            seen = _look(file)
            if seen.holds_work(asked):
                found.setdefault(seen.digest, file)
    return list(found.values())


def _is_anothers(file: Path, name: str, exercises: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a file is called like another exercise that may ask for functions of the same name:
    one that does, or one of another day, which is not asked about now.
    """
    called = file.name.partition(".")[0]
    if called in exercises:
        return called != name and not {*exercises[called]}.isdisjoint(exercises[name])
    match = NAMED.fullmatch(called)
    return match is not None and not name.startswith(match[1])


def _instead(taken: str, before: Path | None, name: str, asked: tuple[str, ...]) -> str:
    """Why another file is graded than the one that comes before it."""
    if before is None:
        return ELSEWHERE.format(other=taken, script=f"{name}{SCRIPT}", lacks="is missing")
    lacks = "cannot be read" if holds_work(before, asked) else "holds no work"
    return ELSEWHERE.format(other=taken, script=before.name, lacks=lacks)


def _is_ready(file: Path, asked: tuple[str, ...]) -> bool:
    """Whether a file holds work that can be read."""
    seen = _look(file)
    return seen.holds_work(asked) and not seen.is_damaged


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


def _exercise_of(path: Path, exercises: Mapping[str, tuple[str, ...]]) -> str:
    by_name = [name for name in exercises if path.stem == name]
    begun = _look(path).begun
    by_content = [name for name, asked in exercises.items() if not begun.isdisjoint(asked)]
    by_part = [name for name in exercises if name in path.stem]
    by_folder = [name for name in by_content if path.parent.name == name]
    found = by_name or by_folder or by_content or by_part
    if len(found) != 1:
        raise KitError(
            f"It is not clear which exercise {path} holds. "
            f"Name it {' or '.join(name + kind_of(path.name) for name in exercises)}."
        )
    return found[0]
