"""Entries: who handed in what, what an exercise is called, and how much is read. Names from outside
are made safe to print and to store.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

from autograder.grading.errors import KitError
from autograder.grading.screen import listed
from autograder.grading.submission import ANY_CASE
from autograder.sandbox.status import Status

SHOWN = 60
NAMED = 3  # files or people in a sentence
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
GIB: Final = 1024 * MIB

FILE: Final = {".py": 256 * KIB, ".ipynb": 16 * MIB}  # as it is read
SOURCE: Final = {".py": 256 * KIB, ".ipynb": 2 * MIB}  # without the outputs of a notebook
ARCHIVE: Final = 128 * MIB  # on disk; a virtual environment may be in it
LISTING: Final = 16 * MIB  # a roster, or what a platform writes about its export
ARCHIVES: Final = 4  # in one submission
UNPACKED: Final = GIB  # of a tar archive, which is read from end to end
RATIO: Final = 100  # unpacked to packed, above FREE bytes
FREE: Final = 64 * MIB
MEMBERS: Final = 4096  # files and folders that are neither hidden nor a tool's
ENTRIES: Final = 50_000  # members of an archive, in all
DEPTH: Final = 8  # folders inside folders
NAME: Final = 1024  # characters of a member's path
HEADER: Final = 8 * KIB  # of a tar archive: a long name, or the attributes of one member
DIRECTORY: Final = 8 * MIB  # of a zip archive
READ: Final = 256 * MIB  # scripts and notebooks of other names that are looked at
TAKEN: Final = 16 * MIB  # all files of one submission that hold an exercise

ADVICE: Final = {
    ARCHIVE: " Hand in the exercises alone, as `autograder pack` packs them.",
    FILE[".ipynb"]: " Clear its outputs, and save it again.",
}
"""What to do about a file that is larger than this."""

# What operating systems leave behind, which nobody handed in.
LITTER = re.compile(r"\.DS_Store|\._.*|__MACOSX|Thumbs\.db|desktop\.ini", ANY_CASE | re.DOTALL)
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
    members of a group have in common, from which their inputs are drawn. question: what to ask if
    several uploads, of which one counts, do not hold the same.
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
    question: str = ""


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


def some(names: Iterable[object], most: int = NAMED) -> str:
    """Names from outside as part of a sentence."""
    return listed([*map(shown, names)], most)


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
class FoundFile:
    """A file, not yet read. path: inside the submission. read: to be called before the next one."""

    path: PurePosixPath
    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Names:
    """The exercises that the class was given."""

    exercises: tuple[str, ...]

    def canonical(self, name: str) -> str | None:
        """`day5_ex1.py` for `Day5_Ex1 (2).py`; None for a file that is not an exercise."""
        stems = "|".join(map(re.escape, self.exercises))
        match = re.fullmatch(rf"({stems}){NUMBERED}\.(py|ipynb)", name, ANY_CASE)
        return f"{match[1]}.{match[2]}".lower() if match else None

    def missing(self, files: Iterable[str]) -> tuple[str, ...]:
        """The exercises that are not among these files."""
        stems = {PurePosixPath(name).stem for name in files}
        return tuple(name for name in self.exercises if name not in stems)


def size_text(size: int) -> str:
    units = ((GIB, "GiB"), (MIB, "MiB"), (KIB, "KiB"))
    unit, word = next((unit for unit in units if size >= unit[0]), units[-1])
    return f"{size // unit} {word}"


def limit_of(name: str) -> int:
    """How many bytes of code a file of this name may have."""
    return SOURCE[PurePosixPath(name).suffix]


def check_size(path: object, size: int, limit: int) -> None:
    """Raises Refused for a file that is larger than its limit."""
    if size > limit:
        raise Refused(f"{shown(path)} is larger than {size_text(limit)}.{ADVICE.get(limit, '')}")
