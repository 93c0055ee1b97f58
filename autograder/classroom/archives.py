"""Archives: the exercises inside, or one sentence about why not. Nothing is unpacked to disk."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import PurePosixPath
from typing import BinaryIO

from autograder.classroom import entries as limits
from autograder.classroom.archive_members import ArchiveMember, Broken
from autograder.classroom.entries import FoundFile, Refused, shown
from autograder.classroom.tars import BLOCK, tar_members
from autograder.classroom.zips import zip_members
from autograder.grading.formats import GZIP, PDF, ZIP, format_of
from autograder.grading.submission import is_skipped

DRIVE = re.compile(r"[A-Za-z]:")

USTAR = 257  # where a tar archive says so
OPENED = {ZIP: ".zip", GZIP: ".tar.gz"}
"""The formats that are opened, and how."""
INSTEAD = {PDF: "Hand in the exercises themselves, as .py or .ipynb."}
Reader = Callable[[BinaryIO], Iterator[ArchiveMember]]


def archive_ending(name: str) -> str | None:
    """The ending that makes this the name of an archive."""
    return next((ending for ending in READERS if name.lower().endswith(ending)), None)


def archive_files(file: BinaryIO, name: str) -> Iterator[FoundFile]:
    """The files in an archive, with paths that begin with its name. Raises Refused.

    What is hidden or made by a tool is passed over, whatever it is.
    """
    ending = archive_ending(name)
    assert ending is not None  # noqa: S101 -- the caller has asked
    owner = name.removesuffix(ending)
    with _reading(name):
        members = _reader(file, name, ending)(file)
        wanted = (member for member in members if not _is_skipped(member.name, owner))
        for path, member in files_in(wanted):
            read = partial(_content, member, name)
            yield FoundFile(PurePosixPath(name) / path, member.size, read)


def _reader(file: BinaryIO, name: str, ending: str) -> Reader:
    """What reads an archive: its content decides, as people rename files. Raises Refused."""
    head = file.read(BLOCK)
    file.seek(0)
    kind = format_of(head)
    if kind and kind not in OPENED:
        instead = INSTEAD.get(kind, "Unpack it, and hand in the files themselves.")
        raise Refused(
            f"{shown(name)} is not what its name says: it is {kind}, which cannot be opened here. "
            f"{instead}"
        )
    if head[USTAR : USTAR + 5] == b"ustar":
        return tar_members
    return READERS[OPENED.get(kind, ending)]


def _content(member: ArchiveMember, name: str) -> bytes:
    with _reading(name):
        return member.read()


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Turn whatever goes wrong into a sentence about the archive of this name."""
    try:
        yield
    except Refused:
        raise
    except Exception as error:  # noqa: BLE001 -- garbage fails in a hundred ways
        why = str(error) if isinstance(error, Broken) else type(error).__name__
        raise Refused(
            f"The archive {shown(name)} is broken ({why}). Pack it again, or hand in the files "
            "themselves."
        ) from None


def _is_skipped(name: str, owner: str) -> bool:
    """A folder named like the archive is its owner's, even if tools use that name, too."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    parts = parts[1:] if parts[:1] == (owner,) else parts
    return ".." not in parts and any(map(is_skipped, parts))


def files_in(members: Iterable[ArchiveMember]) -> Iterator[tuple[PurePosixPath, ArchiveMember]]:
    """The files among these members, each with a path that it alone has. Raises Refused."""
    seen: set[bytes] = set()
    for count, member in enumerate(members):
        if count >= limits.MEMBERS:
            raise Refused(f"The archive has more than {limits.MEMBERS} members.")
        path = member_path(member.name)
        if not member.is_file:
            continue
        digest = sha256(folded_path(path).encode("utf-8", "surrogatepass")).digest()
        if digest in seen:
            raise Refused(f"The archive has two members that are the same file: {shown(path)}.")
        seen.add(digest)
        yield path, member


def member_path(name: str) -> PurePosixPath:
    """The path of a member that is not too deep. Raises Refused."""
    path = inner_path(name)
    if len(path.parts) > limits.DEPTH + 1:
        raise Refused(
            f"The archive has a member more than {limits.DEPTH} folders deep: {shown(name)}."
        )
    return path


def inner_path(name: str) -> PurePosixPath:
    r"""The path of a member, with `\` read as a separator. Raises Refused."""
    if "\0" in name:
        raise Refused(f"The archive has a member whose name contains a NUL byte: {shown(name)}.")
    if len(name) > limits.NAME:
        raise Refused(f"The archive has a member with a name of {len(name)} characters.")
    plain = name.replace("\\", "/")
    if plain.startswith("/") or DRIVE.match(plain):
        raise Refused(f"The archive has a member with an absolute path: {shown(name)}.")
    path = PurePosixPath(plain)
    if ".." in path.parts:
        raise Refused(f"The archive has a member that points outside it: {shown(name)}.")
    return path


def folded_path(path: PurePosixPath) -> str:
    """Equal for two paths that some file system takes for the same file."""
    parts = (part.rstrip(". ") for part in path.parts)
    return unicodedata.normalize("NFC", "/".join(parts)).casefold()


READERS: Mapping[str, Reader] = {
    ".zip": zip_members,
    **dict.fromkeys((".tar.gz", ".tgz", ".tar"), tar_members),
}
