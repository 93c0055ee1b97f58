"""The names of an archive's members: only such as could lie in one folder, each once."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from autograder.classroom.caps import DEPTH, MEMBERS, NAME
from autograder.classroom.refusal import Refused, shown

DRIVE = re.compile(r"[A-Za-z]:")


def member_path(name: str) -> PurePosixPath:
    r"""The path of a member, `\` read as a separator. Raises Refused."""
    if "\0" in name:
        raise Refused(f"The archive has a member whose name holds a NUL byte: {shown(name)}.")
    if len(name) > NAME:
        raise Refused(f"The archive has a member with a name of {len(name)} characters.")
    plain = name.replace("\\", "/")
    if plain.startswith("/") or DRIVE.match(plain):
        raise Refused(f"The archive has a member with an absolute path: {shown(name)}.")
    path = PurePosixPath(plain)
    if ".." in path.parts:
        raise Refused(f"The archive has a member that leads out of it: {shown(name)}.")
    if len(path.parts) > DEPTH + 1:
        raise Refused(f"The archive has a member more than {DEPTH} folders deep: {shown(name)}.")
    return path


class Seen:
    """The members met so far: not too many, and none twice, in whatever spelling."""

    def __init__(self) -> None:
        self._folded: set[str] = set()
        self._count = 0

    def count(self) -> None:
        self._count += 1
        if self._count > MEMBERS:
            raise Refused(f"The archive has more than {MEMBERS} members.")

    def add(self, path: PurePosixPath) -> None:
        folded = folded_path(path)
        if folded in self._folded:
            raise Refused(f"The archive has two members that are one file: {shown(path)}.")
        self._folded.add(folded)


def folded_path(path: PurePosixPath) -> str:
    """What two paths share if some file system takes them for the same file."""
    parts = (part.rstrip(". ") for part in path.parts)
    return unicodedata.normalize("NFC", "/".join(parts)).casefold()
