"""Members: what is in an archive of either kind, before anybody has read it."""

from collections.abc import Callable
from dataclasses import dataclass

from autograder.classroom import entries as limits
from autograder.classroom.entries import Refused, shown


@dataclass(frozen=True, slots=True)
class ArchiveMember:
    """A file or a folder in an archive.

    name, size: as the archive has them. read: gives the content; call it before asking for the
    next member.
    """

    name: str
    is_file: bool
    size: int
    read: Callable[[], bytes]


class Broken(Exception):  # noqa: N818 -- it is about the archive
    """What is wrong with an archive, for the middle of a sentence."""


def check_entries(count: int) -> None:
    if count > limits.ENTRIES:
        raise Refused(f"The archive has more than {limits.ENTRIES} members, hidden ones included.")


def refuse_kind(name: str) -> bytes:
    """Refuse a link, a device or a file with holes."""
    raise Refused(f"The archive has a member that is not a regular file: {shown(name)}.")
