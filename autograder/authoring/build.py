"""The build: exercises/ and a listing of all messages, derived, then written or compared."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from autograder.authoring.percent_format import Cell, SourceError, join, split
from autograder.authoring.stub import is_untouched, stub
from autograder.grading.errors import KitError
from autograder.grading.files import shipped_stub, write_atomically
from autograder.grading.notebook_cells import ENDING as NOTEBOOK
from autograder.grading.notebook_cells import NotebookError, read_code

ENDINGS = {".py", NOTEBOOK}
CONFTEST = Path(__file__).with_name("exercises_conftest.py")
"""What becomes exercises/conftest.py."""
MISSING = 'Notebooks need more packages ({error}). Install them: pip install -e ".[notebooks]"'


@contextmanager
def extra() -> Iterator[None]:
    """Around imports of the extra `notebooks`; without it a KitError says how to install it."""
    try:
        yield
    except ImportError as error:
        raise KitError(MISSING.format(error=error)) from None


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one file: a sentence, and whether something is left to do."""

    sentence: str
    is_open: bool = False


def build(root: Path, *, force: bool = False) -> Iterator[Step]:
    """
    Write script and notebook in exercises/ for every solutions/<name>.py, one step per file.

    In the kit itself the stubs are also written where `autograder reset` finds them. An exercise
    that contains work is left alone, or replaced and copied with `force`. Raises KitError.
    """
    for path, text in list(_everything(root)):
        # Nobody works in the stubs for reset or in conftest.py.
        is_ours = path.suffix not in ENDINGS or path.name == "conftest.py"
        yield put(path, text, force=force, is_ours=is_ours)


def check(root: Path) -> Iterator[Step]:
    """Compare exercises/ with what `build` would write; one step per file that differs."""
    derived = dict(_everything(root))
    for path, text in derived.items():
        if not path.exists():
            yield Step(f"{_short(path)} is missing: run `autograder build`.", is_open=True)
        elif path.read_bytes() != text.encode():
            yield Step(f"{_short(path)} is out of date: run `autograder build`.", is_open=True)
    for path in sorted((root / "exercises").glob("*")):
        if path.suffix in ENDINGS and path not in derived:
            yield Step(f"{_short(path)} has no solution: move or delete it.", is_open=True)


def _everything(root: Path) -> Iterator[tuple[Path, str]]:
    """What is derived, and in the kit itself the listing of all messages, which stays there."""
    yield from derive(root)
    if (root / "autograder").is_dir():
        from autograder.authoring.listing import listing  # imports the specs

        yield root / "docs" / "messages.md", listing()


def derive(root: Path) -> Iterator[tuple[Path, str]]:
    """
    Every derived file and its text: script and notebook of each solution.

    In the kit itself also a copy of both for `autograder reset`, and the conftest of exercises/.
    """
    kit = root / "autograder"
    for source in solutions(root):
        texts = {".py": exercise_text(source), NOTEBOOK: notebook_text(source)}
        for ending, text in texts.items():
            yield root / "exercises" / f"{source.stem}{ending}", text
            if kit.is_dir():
                yield shipped_stub(kit, source.stem, ending), text
    if kit.is_dir():
        yield root / "exercises" / "conftest.py", CONFTEST.read_text(encoding="utf-8")


def solutions(root: Path) -> list[Path]:
    """The solution files, in order. Raises KitError if there are none."""
    found = sorted((root / "solutions").glob("*.py"))
    if not found:
        raise KitError(
            f"{root / 'solutions'}: there is no solution file to derive from; "
            "a copy for a class has none and needs none."
        )
    return found


def exercise_text(path: Path) -> str:
    """The script that a solution file gives. Raises KitError."""
    return join(replace(cell, tags=()) for cell in stubs(path))


def notebook_text(path: Path) -> str:
    """The notebook that a solution file gives. Raises KitError."""
    cells = stubs(path)
    with extra():
        from autograder.authoring.jupyter import closing, notebook, parts, text_of

        return text_of(notebook([*parts(cells), *closing()]))


def stubs(path: Path) -> tuple[Cell, ...]:
    """The cells of a solution file without its solutions. Raises KitError."""
    with _located(path):
        return stub(read_cells(path))


def read_cells(path: Path) -> tuple[Cell, ...]:
    """The cells of a solution file. Raises KitError."""
    with _located(path):
        return split(path.read_bytes().decode())


@contextmanager
def _located(path: Path) -> Iterator[None]:
    """Errors about a source begin with path:line."""
    try:
        yield
    except UnicodeDecodeError:
        raise KitError(f"{path}:1: the file is not UTF-8 text; save it as UTF-8.") from None
    except SourceError as error:
        raise KitError(f"{path}:{error.line}: {error}") from None


def put(
    path: Path, text: str, shown: str = "", *, force: bool = False, is_ours: bool = False
) -> Step:
    """
    Write one derived file, unless it contains work; with `force` a copy of the work is kept.

    shown: what the step calls the file. is_ours: nobody works in it. Raises OSError.
    """
    shown = shown or _short(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    old = path.read_bytes() if path.exists() else None
    if old == text.encode():
        return Step(f"{shown}: up to date.")
    if old is None or is_ours or _is_untouched(path, old):
        write_atomically(path, text)
        return Step(f"{shown}: {'written' if old is None else 'rewritten'}.")
    if not force:
        left = "contains your work, so it was left alone; `--force` replaces it."
        return Step(f"{shown}: {left}", is_open=True)
    base = path.name.removesuffix(".py")
    names = (path.with_name(f"{base}.backup{number}.txt") for number in count(1))
    backup = next(name for name in names if not name.exists())
    shutil.copyfile(path, backup)
    write_atomically(path, text)
    return Step(f"{shown}: rewritten; the old file is now {backup.name}.")


def _is_untouched(path: Path, content: bytes) -> bool:
    """Whether a file of exercises/ is all stubs, a notebook whatever its cells have shown."""
    if path.suffix != NOTEBOOK:
        return is_untouched(content.decode(errors="replace"))
    try:
        return is_untouched("\n\n".join(cell.text for cell in read_code(content)))
    except NotebookError:
        return False


def _short(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
