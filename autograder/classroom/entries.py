"""An entry: where one person's submission lies, before anybody has looked inside."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.refusal import printable

# What Python makes of a byte in a file name that is not UTF-8.
NOT_UTF8 = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Part:
    """A folder, a file or an archive. name: what its owner called it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One submission by its id.

    aliases: what else its owner is called: a name, an e-mail address. problem: why it cannot be
    taken in, if that shows from outside.
    """

    submission: str
    parts: tuple[Part, ...]
    aliases: tuple[str, ...] = ()
    problem: str = ""


def id_of(name: str) -> str:
    """A name of a file system as an id: one spelling on every system, safe to print."""
    text = NOT_UTF8.sub(lambda byte: f"\\x{ord(byte[0]) - 0xDC00:02x}", name)
    return printable(unicodedata.normalize("NFC", text))
