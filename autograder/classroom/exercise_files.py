"""Files that bear the name of an exercise, and which of them count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.classroom.caps import FILE, TAKEN, size_text
from autograder.classroom.refusal import Refused, shown

HANDED_OUT = "exercises"


@dataclass(frozen=True, slots=True)
class Found:
    """One file. path: inside of the submission. name: of the exercise, with its ending."""

    path: PurePosixPath
    name: str
    content: bytes


def limit_of(name: str) -> int:
    """How many bytes a file of this name may have."""
    return FILE[PurePosixPath(name).suffix]


def capped(found: Iterable[Found]) -> Iterator[Found]:
    """The same files, until they are too much to be held in memory. Raises Refused."""
    taken = 0
    for file in found:
        taken += len(file.content)
        if taken > TAKEN:
            raise Refused(
                f"It holds more than {size_text(TAKEN)} in copies of {file.name} and the like; "
                "hand in each exercise once."
            )
        yield file


def choose(found: Iterable[Found]) -> Mapping[str, bytes]:
    """One content per name: the file that lies highest. Raises Refused."""
    by_name: dict[str, list[Found]] = {}
    for file in found:
        by_name.setdefault(file.name, []).append(file)
    return {name: _checked(_best(files)) for name, files in sorted(by_name.items())}


def _best(files: list[Found]) -> Found:
    files = [file for file in files if file.path.parent.name == HANDED_OUT] or files
    highest = min(len(file.path.parts) for file in files)
    files = [file for file in files if len(file.path.parts) == highest]
    files = [file for file in files if file.path.name == file.name] or files
    if len({file.content for file in files}) > 1:
        paths = ", ".join(sorted(shown(file.path) for file in files)[:3])
        raise Refused(f"{files[0].name} is there {len(files)} times ({paths}); which one counts?")
    return files[0]


def _checked(file: Found) -> bytes:
    """The content, if it can be source text at all."""
    path, limit = shown(file.path), limit_of(file.name)
    if len(file.content) > limit:
        raise Refused(f"{path} is larger than {size_text(limit)}.")
    if b"\0" in file.content:
        raise Refused(f"{path} holds a NUL byte, so it is no text.")
    try:
        file.content.decode()
    except UnicodeDecodeError:
        raise Refused(f"{path} is not UTF-8 text.") from None
    return file.content
