"""The scratch: a folder of the submission's own, the one place where its code may write."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from autograder.sandbox.identity import NOBODY
from autograder.sandbox.level import is_root

BYTES = 32 * 2**20
ENTRIES = 2_000


PREFIX = "autograder-"


def make_place() -> Path:
    """A new folder for one lane's scratches. What a killed supervisor left behind goes."""
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
            _hand_over(path)
    _hand_over(folder)


def _hand_over(path: Path) -> None:
    if is_root():
        os.chown(path, NOBODY, NOBODY)


def is_over(folder: Path, *, most: int = BYTES, entries: int = ENTRIES) -> bool:
    """Whether what lies in a folder is more than it may be."""
    size = number = 0
    for place, folders, files in os.walk(folder):
        number += len(folders) + len(files)
        size += sum(_size(Path(place, name)) for name in files)
        if size > most or number > entries:
            return True
    return False


def _size(path: Path) -> int:
    try:
        return path.lstat().st_blocks * 512
    except OSError:
        return 0


def clear(folder: Path) -> None:
    """Remove a folder whatever is in it, as deep and as closed as it may be."""
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        subprocess.run(["chmod", "-R", "u+rwx", folder], check=False, capture_output=True)  # noqa: S607
        subprocess.run(["rm", "-rf", folder], check=False, capture_output=True)  # noqa: S607
