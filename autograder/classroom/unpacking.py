"""Unpacking: the archive of an export as a folder. The archives of people inside stay packed."""

import shutil
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from autograder.classroom import entries as limits
from autograder.classroom.archives import archive_ending, member_path
from autograder.classroom.entries import Refused, shown
from autograder.grading.errors import KitError

MOST = 200_000  # members of an export
LARGEST = 8 * limits.GIB
PIECE = 1024 * limits.KIB


def unpacked(archive: Path, place: Path) -> Path:
    """The folder of an archive below `place`, made if it is not there. Raises KitError.

    It is made whole or not at all, and again if the archive has changed.
    """
    status = archive.stat()
    mark = sha256(f"{archive.name} {status.st_size} {status.st_mtime_ns}".encode()).hexdigest()
    ending = archive_ending(archive.name) or archive.suffix
    target = place / f"{archive.name.removesuffix(ending)}-{mark[:8]}"
    if target.is_dir():
        return target
    if ending != ".zip":
        raise KitError(f"{archive} is no zip archive. Unpack it into a folder there.", exit_code=2)
    begun = place / f"{target.name}.new"
    shutil.rmtree(begun, ignore_errors=True)
    try:
        begun.mkdir(parents=True)
        _unpack(archive, begun)
        begun.replace(target)
    except Refused as refused:
        raise KitError(f"{archive} cannot be unpacked: {refused}", exit_code=2) from None
    except KitError:
        raise
    except Exception as error:  # garbage fails in a hundred ways
        raise KitError(
            f"{archive} cannot be unpacked ({type(error).__name__}: {error}). Download it again, "
            "or unpack it yourself into a folder there.",
            exit_code=2,
        ) from error
    finally:
        shutil.rmtree(begun, ignore_errors=True)
    return target


def _unpack(archive: Path, target: Path) -> None:
    with ZipFile(archive) as opened:
        members = [member for member in opened.infolist() if not member.is_dir()]
        size = sum(member.file_size for member in members)
        if len(members) > MOST or size > LARGEST:
            raise Refused(f"it has {len(members)} files of {limits.size_text(size)}.")
        for member in members:
            path = target / member_path(member.orig_filename)
            if path.exists():
                raise Refused(f"it has {shown(member.orig_filename)} twice.")
            path.parent.mkdir(parents=True, exist_ok=True)
            with opened.open(member) as source, path.open("xb") as copy:
                shutil.copyfileobj(source, copy, PIECE)
