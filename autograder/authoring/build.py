"""The build: exercises/ derived from solutions/, written or compared."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.cells import SourceError, join, split
from autograder.authoring.stub import is_untouched, stub
from autograder.grading.files import write_atomically


class BuildError(Exception):
    """What cannot be derived, in one sentence that begins with path:line."""


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one file: a sentence, and whether something is left to do."""

    sentence: str
    is_open: bool = False


def build(root: Path, *, force: bool = False) -> Iterator[Step]:
    """
    Write exercises/<name>.py for every solutions/<name>.py, one step per file.

    An exercise that a learner has begun is kept; with `force` it is replaced, after a copy
    has been put beside it. Raises `BuildError`.
    """
    for path, text in _derive(root):
        yield _write(path, text, force=force)


def check(root: Path) -> Iterator[Step]:
    """Compare exercises/ with what `build` would write; one step per file that is out of step."""
    derived = dict(_derive(root))
    for path, text in derived.items():
        if not path.exists():
            yield Step(f"{_short(path)} is missing: run `autograder build`.", is_open=True)
        elif path.read_bytes() != text.encode():
            yield Step(f"{_short(path)} is out of step: run `autograder build`.", is_open=True)
    for path in sorted((root / "exercises").glob("*.py")):
        if path not in derived:
            yield Step(f"{_short(path)} has no solution: move or delete it.", is_open=True)


def exercise_text(path: Path) -> str:
    """The exercise that a solution file gives; raises `BuildError`."""
    try:
        source = path.read_bytes().decode()
        return join(stub(split(source)))
    except UnicodeDecodeError:
        raise BuildError(f"{path}:1: the file is not UTF-8 text; save it as UTF-8.") from None
    except SourceError as error:
        raise BuildError(f"{path}:{error.line}: {error}") from None


def _derive(root: Path) -> list[tuple[Path, str]]:
    sources = sorted((root / "solutions").glob("*.py"))
    if not sources:
        raise BuildError(f"{root / 'solutions'}:1: there is no solution file to build from.")
    return [(root / "exercises" / source.name, exercise_text(source)) for source in sources]


def _write(path: Path, text: str, *, force: bool) -> Step:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text)
        return Step(f"{_short(path)}: written.")
    old = path.read_bytes()
    if old == text.encode():
        return Step(f"{_short(path)}: in step, left as it is.")
    if is_untouched(old.decode(errors="replace")):
        write_atomically(path, text)
        return Step(f"{_short(path)}: written anew.")
    if not force:
        kept = "holds work that is not a stub, so it was kept; `--force` replaces it."
        return Step(f"{_short(path)}: {kept}", is_open=True)
    backup = _free_name(path)
    shutil.copyfile(path, backup)
    write_atomically(path, text)
    return Step(f"{_short(path)}: written anew; the old file is now {backup.name}.")


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}.backup{number}.txt") for number in range(1, 10_000))
    return next(name for name in names if not name.exists())


def _short(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
