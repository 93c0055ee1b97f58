"""Entries: who handed in what, which of its files are exercises, which copy counts, and how much is
read. Names from outside are made safe to print and to store.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

from autograder.grading.errors import KitError
from autograder.grading.submission import ANY_CASE, HANDED_OUT
from autograder.sandbox.status import Status

SHOWN = 60
# How Python represents a byte of a file name that is not UTF-8.
NOT_UTF8 = re.compile("[\udc80-\udcff]")

LONGEST = 80
PLAIN = re.compile(r"[a-z0-9_][a-z0-9_.+-]*")
DIGITS = 20  # of the hash, in hexadecimal: enough that nobody finds two ids with the same one
HASHED = re.compile(rf".*-[0-9a-f]{{{DIGITS}}}")
# Windows reserves these for devices, whatever the ending.
DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}

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


@dataclass(frozen=True, slots=True)
class Upload:
    """A folder, a file or an archive. name: what its owner called it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What was handed in under one id, before anybody has looked inside; maybe nothing.

    aliases: other names of its owner, such as an e-mail address. problem: why it cannot be read,
    if that is clear from outside. name: of its owner, for the reports. attempt: when it was handed
    in, if the platform keeps several. people: of a group, what is known of each, the best id first.
    remark: what its readers should know, such as who is in the group. shared: the id that the
    members of a group have in common, from which their inputs are drawn.
    """

    submission: str
    uploads: tuple[Upload, ...]
    aliases: tuple[str, ...] = ()
    problem: str = ""
    name: str = ""
    attempt: str = ""
    people: tuple[tuple[str, ...], ...] = ()
    remark: str = ""
    shared: str = ""


def id_of(name: str) -> str:
    """A file's name as an id: spelled the same on every system, safe to print."""
    text = NOT_UTF8.sub(lambda byte: f"\\x{ord(byte[0]) - 0xDC00:02x}", name)
    return printable(unicodedata.normalize("NFC", text))


def unaccented(text: str) -> str:
    """Letters without their accents, in small."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def printable(text: str) -> str:
    r"""Escape every character that does not print as itself, as in \x1b."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def shown(name: object) -> str:
    """A name from outside as part of a sentence: printable, and cut in the middle if too long."""
    text = printable(str(name))
    return text if len(text) <= SHOWN else f"{text[: SHOWN // 2]}...{text[-SHOWN // 4 :]}"


def file_name(submission: str) -> str:
    """A file name that is safe on every system: the id itself, or what is left of it and its hash.

    It depends on this id alone, so it stays the same when other people come and go.
    """
    is_safe = (
        len(submission) <= LONGEST
        and PLAIN.fullmatch(submission)
        and not HASHED.fullmatch(submission)
        and not submission.endswith(".")
        and submission.split(".", maxsplit=1)[0] not in DEVICES
    )
    if is_safe:
        return submission
    readable = re.sub(r"[^A-Za-z0-9_]+", "_", submission)[: LONGEST - DIGITS - 1].strip("_")
    return f"{readable or 'id'}-{sha256(submission.encode()).hexdigest()[:DIGITS]}"


class Refused(KitError):  # noqa: N818 -- not a fault of the kit
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


def size_text(size: int) -> str:
    return f"{size // MIB} MiB" if size >= MIB else f"{size // KIB} KiB"


def limit_of(name: str) -> int:
    """How many bytes a file of this name may have."""
    return FILE[PurePosixPath(name).suffix]


def check_size(path: object, size: int, limit: int) -> None:
    """Raises Refused for a file that is larger than its limit."""
    if size > limit:
        raise Refused(f"{shown(path)} is larger than {size_text(limit)}.")


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
    check_size(file.path, len(file.content), limit_of(file.name))
    if b"\0" in file.content:
        raise Refused(f"{shown(file.path)} contains a NUL byte, so it is not text.")
    try:
        file.content.decode()
    except UnicodeDecodeError:
        raise Refused(f"{shown(file.path)} is not UTF-8 text.") from None
    return file.content
