"""Entries: who handed in what, and names from outside made safe to print and to store."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

SHOWN = 60
# How Python represents a byte of a file name that is not UTF-8.
NOT_UTF8 = re.compile("[\udc80-\udcff]")

LONGEST = 80
PLAIN = re.compile(r"[a-z0-9_][a-z0-9_.+-]*")
DIGITS = 20  # of the hash, in hexadecimal: enough that nobody finds two ids with the same one
HASHED = re.compile(rf".*-[0-9a-f]{{{DIGITS}}}")
# Windows reserves these for devices, whatever the ending.
DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}


@dataclass(frozen=True, slots=True)
class Upload:
    """A folder, a file or an archive. name: what its owner called it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """
    What was handed in under one id, before anybody has looked inside.

    aliases: other names of its owner, such as an e-mail address. problem: why it cannot be read,
    if that is clear from outside.
    """

    submission: str
    uploads: tuple[Upload, ...]
    aliases: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the class. entry: None if they handed in nothing."""

    submission: str
    name: str
    entry: Entry | None


def id_of(name: str) -> str:
    """A file's name as an id: spelled the same on every system, safe to print."""
    text = NOT_UTF8.sub(lambda byte: f"\\x{ord(byte[0]) - 0xDC00:02x}", name)
    return printable(unicodedata.normalize("NFC", text))


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
    """
    A file name that is safe on every system: the id itself, or what is left of it and its hash.

    It depends on this id alone, so it stays the same when other people come and go.
    """
    if _is_safe(submission):
        return submission
    readable = re.sub(r"[^A-Za-z0-9_]+", "_", submission)[: LONGEST - DIGITS - 1].strip("_")
    return f"{readable or 'id'}-{sha256(submission.encode()).hexdigest()[:DIGITS]}"


def _is_safe(text: str) -> bool:
    return (
        len(text) <= LONGEST
        and PLAIN.fullmatch(text) is not None
        and HASHED.fullmatch(text) is None
        and not text.endswith(".")
        and text.split(".", maxsplit=1)[0] not in DEVICES
    )
