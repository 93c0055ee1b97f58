"""
`progress.txt`: an entry is appended by a single write, and nothing else in it is ever changed.

So a crash costs at most the last line, and two runs at once need no lock.
"""

from __future__ import annotations

import codecs
import errno
import os
from pathlib import Path

from autograder.grading.files import write_atomically
from autograder.study.progress import Entry, Progress, line_of, parse

FILE = "progress.txt"
HEAD = (
    '{"about": "What the exercise kit remembers of your work. '
    'You may copy, merge, edit or delete this file."}'
)
UTF_16 = frozenset({codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE})
"""How a file begins that a Windows shell has joined."""

UNREADABLE = "({file}: {lines} cannot be read and will be left out.)"
NOT_KEPT = "(This cannot be remembered in {file}: {reason}.)"


def load(folder: Path) -> Progress:
    """What is remembered in this folder: nothing, if there is no file. Raises OSError."""
    try:
        return parse(_decoded((folder / FILE).read_bytes()))
    except FileNotFoundError:
        return Progress()


def remember(folder: Path, entry: Entry) -> str:
    """Append an entry; return "" or a sentence on what went wrong. Raises nothing."""
    try:
        _append(folder / FILE, line_of(entry))
    except OSError as error:
        return not_kept(error)
    return ""


def not_kept(error: OSError) -> str:
    return NOT_KEPT.format(file=FILE, reason=error.strerror or type(error).__name__)


def unreadable(progress: Progress) -> str:
    """A sentence on lines that could not be read; empty if there are none."""
    number = progress.unreadable
    lines = "one line" if number == 1 else f"{number} lines"
    return UNREADABLE.format(file=FILE, lines=lines) if number else ""


def _append(path: Path, line: str) -> None:
    """Raises OSError."""
    with path.open("a+b", buffering=0) as file:
        file.seek(0)
        start = file.read(2)
        if start:
            file.seek(-1, os.SEEK_END)
        before = "" if file.read(1) == b"\n" else "\n" if start else f"{HEAD}\n"
        data = f"{before}{line}\n".encode()
        if start not in UTF_16 and file.write(data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if start in UTF_16:
        write_atomically(path, f"{_decoded(path.read_bytes())}\n{line}\n")


def _decoded(content: bytes) -> str:
    """The text of a file: UTF-8, or what editors and shells of Windows make of it."""
    encoding = "utf-16" if content[:2] in UTF_16 else "utf-8-sig"
    return content.decode(encoding, errors="replace")
