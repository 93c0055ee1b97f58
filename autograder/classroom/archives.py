"""Archives of either kind: the exercises inside, or one sentence about why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from autograder.classroom.caps import size_text
from autograder.classroom.exercise_files import Found, limit_of
from autograder.classroom.members import Member, files_in
from autograder.classroom.names import Names, is_skipped
from autograder.classroom.refusal import Refused, shown
from autograder.classroom.tars import tar_members
from autograder.classroom.zips import zip_members

KINDS: dict[str, Callable[[bytes], Iterator[Member]]] = {
    ".zip": zip_members,
    ".tar.gz": tar_members,
    ".tgz": tar_members,
    ".tar": tar_members,
}


def archive_ending(name: str) -> str | None:
    """The ending that makes a name an archive's."""
    return next((ending for ending in KINDS if name.lower().endswith(ending)), None)


def archive_files(data: bytes, name: str, names: Names) -> Iterator[Found]:
    """The exercises in an archive, their paths below its own name. Raises Refused."""
    ending = archive_ending(name)
    assert ending is not None  # noqa: S101 -- asked by the caller
    try:
        for path, member in files_in(KINDS[ending](data)):
            exercise = names.canonical(path.name)
            if exercise is not None and not _is_skipped(path, name.removesuffix(ending)):
                content = _content(path, member, limit_of(exercise))
                yield Found(PurePosixPath(name) / path, exercise, content)
    except Refused:
        raise
    except Exception as error:  # noqa: BLE001 -- garbage fails in a hundred ways
        raise Refused(f"The archive is broken ({type(error).__name__}).") from None


def _is_skipped(path: PurePosixPath, owner: str) -> bool:
    """Whether a tool made the file; a folder that is called as its archive is the owner's."""
    parts = path.parts[1:] if path.parts[0] == owner else path.parts
    return any(map(is_skipped, parts))


def _content(path: PurePosixPath, member: Member, limit: int) -> bytes:
    if member.size > limit:
        raise Refused(f"{shown(path)} is larger than {size_text(limit)}.")
    return member.read()
