"""The folders of a runner: the libraries, which it may read, and its scratch folder.

Nothing of the kit is among the libraries, and the scratch folder is the one place to write in.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from autograder.sandbox.linux import NOBODY, is_root

PACKAGE = Path(__file__).parent.parent
PROJECT = PACKAGE.parent
HIDDEN = (PACKAGE, PROJECT / "solutions", PROJECT / "exercises", PROJECT / "tests")

NAMES = """lib lib64 usr/lib usr/lib64 usr/local/lib usr/share/zoneinfo usr/share/fonts
           etc/ld.so.cache etc/localtime dev/urandom dev/zero"""
SYSTEM = [Path("/", name) for name in NAMES.split()]
"""The system's own libraries, and what they read."""

BYTES = 32 * 2**20
ENTRIES, DEPTH = 2_000, 30
PREFIX = "autograder-"


def library_folders() -> list[Path]:
    """Where Python and the libraries of this environment live, and the system's own libraries."""
    kinds = ("stdlib", "platstdlib", "purelib", "platlib")
    found = [Path(sysconfig.get_path(kind)) for kind in kinds]
    found += [Path(base, sys.platlibdir) for base in (sys.base_prefix, sys.prefix)]
    # A checkout of the kit may be on the path; it is not a library.
    found += [path for path in map(Path, sys.path) if not (path / PACKAGE.name).exists()]
    found += SYSTEM
    return [path for path in outermost(found) if path.exists() and path != Path("/")]


def outermost(paths: Iterable[Path]) -> list[Path]:
    """The paths without those that are inside another one."""
    resolved = {path.resolve() for path in paths}
    return sorted(path for path in resolved if not resolved.intersection(path.parents))


def readable(folders: Iterable[Path], hidden: Iterable[Path] = HIDDEN) -> Iterator[Path]:
    """The folders, split where one contains a hidden one, so that nothing hidden is readable."""
    closed = [path.resolve() for path in hidden]
    for folder in folders:
        if any(folder.is_relative_to(path) for path in closed):
            continue
        if any(path.is_relative_to(folder) for path in closed):
            yield from readable(sorted(folder.iterdir()), closed)
        else:
            yield folder


def make_place() -> Path:
    """A new folder for one worker's scratch folders. What a killed supervisor left is removed."""
    for place in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if _is_left_behind(place):
            clear(place)
    place = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    if is_root():
        place.chmod(0o711)
    return place


def _is_left_behind(place: Path) -> bool:
    """Whether a folder is ours and the process that made it is gone."""
    number = place.name.removeprefix(PREFIX).partition("-")[0]
    try:
        if number.isdigit() and place.lstat().st_uid == os.geteuid():
            os.kill(int(number), 0)
    except OSError as error:
        return isinstance(error, ProcessLookupError)
    return False


def lay_out(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put the files of a submission where its own code can import and read them."""
    folder.mkdir(mode=0o700, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        if not path.exists():
            path.write_bytes(content)
            give_away(path)
    give_away(folder)


def give_away(path: Path) -> None:
    """To the user that submissions run as."""
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
