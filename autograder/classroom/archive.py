"""Archives of either kind: the exercises inside, or one sentence about why not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from autograder.classroom.found import Found
from autograder.classroom.names import Names
from autograder.classroom.refusal import Refused
from autograder.classroom.tars import tar_files
from autograder.classroom.zips import zip_files

Opener = Callable[[bytes, Names], list[Found]]
KINDS: dict[str, Opener] = {
    ".zip": zip_files,
    ".tar.gz": tar_files,
    ".tgz": tar_files,
    ".tar": tar_files,
}


def archive_ending(name: str) -> str | None:
    """The ending that makes a name an archive's."""
    return next((ending for ending in KINDS if name.lower().endswith(ending)), None)


def archive_files(data: bytes, name: str, names: Names) -> list[Found]:
    """The exercises in an archive, their paths below its own name. Raises Refused."""
    ending = archive_ending(name)
    assert ending is not None  # noqa: S101 -- asked by the caller
    try:
        found = KINDS[ending](data, names)
    except Refused:
        raise
    except Exception as error:  # noqa: BLE001 -- garbage fails in a hundred ways
        raise Refused(f"The archive is broken ({type(error).__name__}).") from None
    inside = PurePosixPath(name)
    return [Found(inside / file.path, file.name, file.content) for file in found]
