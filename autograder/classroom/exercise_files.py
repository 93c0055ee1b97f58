"""
The exercise files of a submission: which names count, how much is read, and which copy counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from autograder.classroom.entries import shown
from autograder.grading.errors import KitError
from autograder.sandbox.status import Status

KIB: Final = 1024
MIB: Final = 1024 * KIB

FILE: Final = {".py": 256 * KIB, ".ipynb": 2 * MIB}  # a notebook carries its pictures
ARCHIVE: Final = 16 * MIB  # on disk
ARCHIVES: Final = 4  # in one submission
UNPACKED: Final = 64 * MIB  # all members of one archive
RATIO: Final = 100  # unpacked to packed, above FREE bytes
FREE: Final = 1 * MIB
MEMBERS: Final = 4096  # of an archive, and files and folders of a folder
DEPTH: Final = 8  # folders inside folders
NAME: Final = 1024  # characters of a member's path
HEADER: Final = 8 * KIB  # of a tar archive: a long name, or the attributes of one member
DIRECTORY: Final = 1 * MIB  # of a zip archive
TAKEN: Final = 16 * MIB  # all files of one submission that are named like an exercise

# Browsers, learning platforms and file managers number a file that exists already.
NUMBERED = r"(?: ?\(\d{1,3}\)|-\d{1,3}| copy|_copy)?"
# Only the capitals of ASCII: to re.IGNORECASE, U+0131 is an i and U+017F an s as well.
ANY_CASE = re.IGNORECASE | re.ASCII
TOOLS = re.compile(r"__macosx|__pycache__|venv|env|node_modules", ANY_CASE)
HANDED_OUT = "exercises"


class Refused(KitError):  # noqa: N818 -- the event's own word
    """A submission that is not graded; the message says why, and `status` says it in a word."""

    def __init__(self, message: str, status: Status = Status.REJECTED) -> None:
        super().__init__(message, exit_code=2)
        self.status = status


@dataclass(frozen=True, slots=True)
class ExerciseFile:
    """A file. path: inside the submission. name: of the exercise, with its ending."""

    path: PurePosixPath
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Names:
    """The exercises that the class was given."""

    exercises: tuple[str, ...]

    def canonical(self, name: str) -> str | None:
        """`day4_ex1.py` for `Day4_Ex1 (2).py`; None for a file that is not an exercise."""
        stems = "|".join(map(re.escape, self.exercises))
        match = re.fullmatch(rf"({stems}){NUMBERED}\.(py|ipynb)", name, ANY_CASE)
        return f"{match[1]}.{match[2]}".lower() if match else None

    def missing(self, files: Iterable[str]) -> tuple[str, ...]:
        """The exercises that are not among these files."""
        stems = {PurePosixPath(name).stem for name in files}
        return tuple(name for name in self.exercises if name not in stems)

    @property
    def wanted(self) -> str:
        return " or ".join(f"{name}.py" for name in self.exercises)


def size_text(size: int) -> str:
    return f"{size // MIB} MiB" if size >= MIB else f"{size // KIB} KiB"


def limit_of(name: str) -> int:
    """How many bytes a file of this name may have."""
    return FILE[PurePosixPath(name).suffix]


def check_size(path: PurePosixPath, size: int, name: str) -> None:
    """Raises Refused if a file of this name may not be so large."""
    if size > limit_of(name):
        raise Refused(f"{shown(path)} is larger than {size_text(limit_of(name))}.")


def is_skipped(part: str) -> bool:
    """Whether a part of a path is hidden or made by a tool, and so not the learner's work."""
    return part.startswith(".") or TOOLS.fullmatch(part) is not None


def choose(files: Iterable[ExerciseFile]) -> Mapping[str, bytes]:
    """One content for each name, from the copy nearest to the top. Raises Refused."""
    by_name: dict[str, list[ExerciseFile]] = {}
    taken = 0
    for file in files:
        taken += len(file.content)
        if taken > TAKEN:
            raise Refused(
                f"There are more than {size_text(TAKEN)} of files named like {file.name}; "
                "hand in each exercise once."
            )
        by_name.setdefault(file.name, []).append(file)
    return {name: _checked(_best(copies)) for name, copies in sorted(by_name.items())}


def _best(files: list[ExerciseFile]) -> ExerciseFile:
    files = [file for file in files if file.path.parent.name == HANDED_OUT] or files
    highest = min(len(file.path.parts) for file in files)
    files = [file for file in files if len(file.path.parts) == highest]
    files = [file for file in files if file.path.name == file.name] or files
    if len({file.content for file in files}) > 1:
        paths = ", ".join(sorted(shown(file.path) for file in files)[:3])
        raise Refused(
            f"There are {len(files)} different files for {files[0].name} ({paths}); "
            "which one counts?"
        )
    return files[0]


def _checked(file: ExerciseFile) -> bytes:
    """The content, if it can be source text at all."""
    check_size(file.path, len(file.content), file.name)
    if b"\0" in file.content:
        raise Refused(f"{shown(file.path)} contains a NUL byte, so it is not text.")
    try:
        file.content.decode()
    except UnicodeDecodeError:
        raise Refused(f"{shown(file.path)} is not UTF-8 text.") from None
    return file.content
