"""How much of a submission is taken in."""

from __future__ import annotations

from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB

# A notebook carries its pictures; a script of this size is no exercise.
FILE: Final = {".py": 256 * KIB, ".ipynb": 2 * MIB}
ARCHIVE: Final = 16 * MIB  # as it lies on disk
UNPACKED: Final = 64 * MIB  # all members of one archive
RATIO: Final = 100  # unpacked to packed, above FREE bytes
FREE: Final = 1 * MIB
MEMBERS: Final = 4096  # of an archive, and files of a folder
DEPTH: Final = 8  # folders inside of folders
NAME: Final = 1024  # characters of a member's path
HEADER: Final = 8 * KIB  # of a tar archive: a long name, or the attributes of one member
DIRECTORY: Final = 1 * MIB  # of a zip archive
TAKEN: Final = 16 * MIB  # all files of one submission that bear the name of an exercise
ARCHIVES: Final = 4  # in one submission


def size_text(size: int) -> str:
    """A number of bytes as a person says it."""
    return f"{size // MIB} MiB" if size >= MIB else f"{size // KIB} KiB"
