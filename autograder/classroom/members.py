"""The members of an archive: only such as could lie in one folder, each once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from autograder.classroom.caps import DEPTH, MEMBERS, NAME
from autograder.classroom.refusal import Refused, shown

DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Member:
    """
    A file or a folder in an archive.

    name: as the archive spells it. size: in bytes, as the archive says. read: all of its content,
    to be called before the next member is asked for.
    """

    name: str
    is_file: bool
    size: int
    read: Callable[[], bytes]


def files_in(members: Iterable[Member]) -> Iterator[tuple[PurePosixPath, Member]]:
    """The files among these members, by their paths. Raises Refused."""
    seen: set[bytes] = set()
    for count, member in enumerate(members):
        if count >= MEMBERS:
            raise Refused(f"The archive has more than {MEMBERS} members.")
        path = member_path(member.name)
        if not member.is_file:
            continue
        digest = sha256(folded_path(path).encode("utf-8", "surrogatepass")).digest()
        if digest in seen:
            raise Refused(f"The archive has two members that are one file: {shown(path)}.")
        seen.add(digest)
        yield path, member


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


def folded_path(path: PurePosixPath) -> str:
    """What two paths share if some file system takes them for the same file."""
    parts = (part.rstrip(". ") for part in path.parts)
    return unicodedata.normalize("NFC", "/".join(parts)).casefold()


def not_regular(name: str) -> Refused:
    """The reason for a link, a device or a file with holes."""
    return Refused(f"The archive has a member that is no regular file: {shown(name)}.")
