"""Unpacking: the archive of an export as a folder. The archives of people inside stay packed."""

import errno
import os
import re
import shutil
import struct
import zlib
from collections.abc import Iterable
from contextlib import suppress
from glob import escape
from hashlib import sha256
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from autograder.classroom import entries as limits
from autograder.classroom.archives import archive_ending, inner_path
from autograder.classroom.entries import DEVICES, Refused, shown
from autograder.classroom.zips import ENCRYPTED
from autograder.grading.errors import KitError

MOST = 200_000  # members of an export
LARGEST = 8 * limits.GIB
PIECE = 1024 * limits.KIB
IS_WINDOWS = os.name == "nt"
FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]|[. ]$')  # in a name on Windows
NOTE = "not-unpacked.txt"
LONGEST = 150  # characters of a name that certainly can be kept
ODD_NAMES = {errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EINVAL}
"""What a system says of a name, rather than of the disk."""
GARBAGE = (
    *(BadZipFile, zlib.error, LZMAError, struct.error, EOFError),
    *(RuntimeError, ValueError, MemoryError),
)
"""What `zipfile` makes of an archive that is broken, or packed in a way that it does not know."""
BY_HAND = "Unpack it yourself into a folder beside it, and move the archive away."


def unpacked(archive: Path, place: Path) -> Path:
    """The folder of an archive below `place`, made if it is not there. Raises KitError.

    It is made whole or not at all, and again if the archive has changed. A member that cannot be
    kept under its name leaves a note in its place.
    """
    ending = archive_ending(archive.name) or archive.suffix
    if ending != ".zip":
        raise KitError(f"{archive} is not a zip archive. {BY_HAND}", exit_code=2)
    begun = place / f"{archive.stem}.new"
    try:
        target = place / f"{archive.stem}-{_mark(archive)}"
        if target.is_dir():
            return target
        shutil.rmtree(begun, ignore_errors=True)
        begun.mkdir(parents=True)
        _unpack(archive, begun)
        begun.replace(target)
        _forget_older(target)
    except Refused as refused:
        raise KitError(f"{archive} cannot be unpacked: {refused} {BY_HAND}", exit_code=2) from None
    except OSError as error:
        why = error.strerror or error
        raise KitError(
            f"{archive} cannot be unpacked into {place} ({why}).", exit_code=2
        ) from error
    except GARBAGE as error:
        raise KitError(
            f"{archive} cannot be unpacked: it is broken ({error}). Download it again.",
            exit_code=2,
        ) from error
    finally:
        shutil.rmtree(begun, ignore_errors=True)
    return target


def leftovers(place: Path, archives: Iterable[Path]) -> list[Path]:
    """What is below `place` and was made of none of these archives, as they are now."""
    used = {f"{archive.stem}-{_mark(archive)}" for archive in archives}
    return sorted(path for path in place.glob("*") if path.name not in used)


def _forget_older(target: Path) -> None:
    """Remove what was made of an archive that had the same name."""
    stem, _, mark = target.name.rpartition("-")
    for path in target.parent.glob(f"{escape(stem)}-{'[0-9a-f]' * len(mark)}"):
        if path != target:
            shutil.rmtree(path, ignore_errors=True)


def _mark(archive: Path) -> str:
    """Changes as soon as the archive does."""
    status = archive.stat()
    text = f"{archive.name} {status.st_size} {status.st_mtime_ns}"
    return sha256(text.encode(errors="surrogateescape")).hexdigest()[:8]


def _unpack(archive: Path, target: Path) -> None:
    with ZipFile(archive) as opened:
        members = [member for member in opened.infolist() if not member.is_dir()]
        _check_sizes(members, archive.stat().st_size)
        if any(member.flag_bits & ENCRYPTED for member in members):
            raise Refused("A password is needed for it.")
        for member in members:
            try:
                _write(opened, member, target / _place_of(member, target))
            except Refused as why:
                _leave_word(target, member.orig_filename, str(why))
            except OSError as error:
                if error.errno not in ODD_NAMES:
                    raise
                _leave_word(target, member.orig_filename, error.strerror or "")


def _place_of(member: ZipInfo, target: Path) -> PurePosixPath:
    """Where a member goes. Raises Refused for one that cannot be kept under its name."""
    inside = inner_path(member.orig_filename)
    if IS_WINDOWS and any(map(_is_forbidden, inside.parts)):
        raise Refused("Windows allows no file of this name.")
    if (target / inside).exists():
        raise Refused("The archive has this file twice.")
    return inside


def _leave_word(target: Path, name: str, why: str) -> None:
    """Put a note in the place of a file that one person cannot be graded on, so nobody is lost."""
    parts = [part for part in name.replace("\\", "/").split("/") if part.strip(". ")]
    first = FORBIDDEN.sub("_", parts[0])[:LONGEST] if parts else "archive"
    place = target / first / NOTE if len(parts) > 1 else target / f"{first}.{NOTE}"
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"{shown(name)} was not unpacked. {why}\n", encoding="utf-8")


def _write(opened: ZipFile, member: ZipInfo, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(member) as source, path.open("xb") as copy:
        shutil.copyfileobj(source, copy, PIECE)


def _check_sizes(members: list[ZipInfo], packed: int) -> None:
    """Raise Refused for more than any class hands in. packed: bytes of the archive."""
    size = sum(member.file_size for member in members)
    if len(members) > MOST:
        raise Refused(f"It has {len(members)} files; at most {MOST} are allowed.")
    if size > min(LARGEST, max(limits.FREE, limits.RATIO * packed)):
        raise Refused(
            f"It unpacks to {limits.size_text(size)}, which is more than "
            f"{limits.size_text(LARGEST)} or than {limits.RATIO} times its size."
        )


def _is_forbidden(name: str) -> bool:
    """Whether Windows would not keep a file of this name, or would write to a device."""
    return bool(FORBIDDEN.search(name)) or name.lower().split(".")[0] in DEVICES
