"""The scratch folder of a submission: the one place where its code may write."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from autograder.sandbox.confine import NOBODY
from autograder.sandbox.level import is_root

BYTES = 32 * 2**20
ENTRIES, DEPTH = 2_000, 30
PREFIX = "autograder-"


def make_place() -> Path:
    """A new folder for one worker's scratch folders. What a killed supervisor left is removed."""
    parent = Path(tempfile.gettempdir())
    for place in parent.glob(f"{PREFIX}*"):
        if _is_left_behind(place):
            clear(place)
    place = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=parent))
    if is_root():
        place.chmod(0o711)
    return place


def _is_left_behind(place: Path) -> bool:
    """Whether a folder is ours and the process that made it is gone."""
    number = place.name.removeprefix(PREFIX).partition("-")[0]
    try:
        if not number.isdigit() or place.lstat().st_uid != os.geteuid():
            return False
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def lay_out(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put the files of a submission where its own code can import and read them."""
    folder.mkdir(mode=0o700, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        if not path.exists():
            path.write_bytes(content)
            _give_away(path)
    _give_away(folder)


def _give_away(path: Path) -> None:
    if is_root():
        os.chown(path, NOBODY, NOBODY)


def is_over(folder: Path, *, most: int = BYTES, entries: int = ENTRIES) -> bool:
    """Whether a folder holds more than it may, is too deep, or cannot be looked into."""
    size = number = 0
    left = [(folder, 0)]
    while left:
        place, depth = left.pop()
        try:
            with os.scandir(place) as inside:
                found = list(inside)
            size += sum(entry.stat(follow_symlinks=False).st_blocks * 512 for entry in found)
        except FileNotFoundError:
            continue
        except OSError:
            return True
        number += len(found)
        if size > most or number > entries or depth > DEPTH:
            return True
        left += [(place / e.name, depth + 1) for e in found if e.is_dir(follow_symlinks=False)]
    return False


def clear(folder: Path) -> None:
    """Remove a folder whatever is in it, as deep and as closed as it may be."""
    if not folder.exists():
        return
    if not is_over(folder, most=sys.maxsize, entries=sys.maxsize):
        shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():  # rmtree recurses, and stops at folders that are closed
        subprocess.run(["chmod", "-R", "u+rwx", folder], check=False, capture_output=True)  # noqa: S607
        subprocess.run(["rm", "-rf", folder], check=False, capture_output=True)  # noqa: S607
