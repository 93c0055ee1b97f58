"""The export: the grades of a course, written for one platform."""

from pathlib import Path
from typing import Final

from autograder.classroom.course_toml import FILE as COURSE
from autograder.classroom.gradebooks import canvas, classroom50, gradescope, moodle, nbgrader, plain
from autograder.classroom.gradebooks.filled import Filled, Ledger
from autograder.classroom.hand_ins import FOLDER as HAND_INS
from autograder.classroom.hand_ins import UNPACKED
from autograder.classroom.journal import FILE as JOURNAL
from autograder.grading.errors import KitError
from autograder.grading.written import BOM

HEADER: Final = ",".join(plain.COLUMNS).encode()
DOWNLOADED: Final = ("canvas", "moodle")
"""Platforms whose own file is filled in."""
PLATFORMS: Final = (*DOWNLOADED, "gradescope", "nbgrader", "classroom50", "csv")


def export(platform: str, ledger: Ledger, file: str, out: Path | None = None) -> tuple[Filled, str]:
    """Write the grades; what was filled, and where it is. Raises KitError.

    file: what was downloaded from Canvas or Moodle, else what is to be written. out: where the
    filled copy goes, if not beside the download.
    """
    try:
        return _exported(platform, ledger, file, out)
    except OSError as error:
        place = out or file
        raise KitError(
            f"{place} cannot be written ({error.strerror}). Choose another place, and type the "
            "same command again.",
            exit_code=2,
        ) from error


def _exported(platform: str, ledger: Ledger, file: str, out: Path | None) -> tuple[Filled, str]:
    if platform in DOWNLOADED:
        target = _copy_of(Path(file), out)
        fill = canvas.fill if platform == "canvas" else moodle.fill
        return fill(Path(file), target, ledger), str(target)
    if ledger.column or out:
        option = "--column" if ledger.column else "--out"
        raise KitError(
            f"{option} belongs to {' and '.join(DOWNLOADED)}: for {platform}, FILE says it all.",
            exit_code=2,
        )
    if platform == "nbgrader":
        return nbgrader.write(file, ledger), file
    _refuse_other(Path(file), HEADER if platform == "csv" else b"")
    if platform != "csv" and Path(file).is_file():
        raise KitError(f"{file} is a file: name a folder, for a file per person.", exit_code=2)
    modules = {"gradescope": gradescope, "classroom50": classroom50, "csv": plain}
    return modules[platform].write(Path(file), ledger), file


def _copy_of(source: Path, out: Path | None) -> Path:
    """Where the filled copy goes. Raises KitError for the download itself."""
    target = out or source.with_name(f"{source.stem}-filled{source.suffix or '.csv'}")
    if target.resolve() == source.resolve():
        raise KitError(
            f"{source} stays as it was downloaded: name another file with --out.", exit_code=2
        )
    if source.is_file():
        _refuse_other(target, source.read_bytes().removeprefix(BOM).partition(b"\n")[0].rstrip())
    return target


def _refuse_other(path: Path, head: bytes) -> None:
    """Raise KitError for what an export would destroy: a part of a course, or another file.

    head: how an earlier export to this place begins.
    """
    problem = ""
    if path.is_symlink() or (path.exists() and not (path.is_file() or path.is_dir())):
        problem = "is a link or a device, which a file would replace"
    elif path.is_file() and not path.read_bytes().removeprefix(BOM).startswith(head):
        problem = "exists already and is not an earlier export"
    elif path.is_dir() and any((path / name).exists() for name in (COURSE, JOURNAL)):
        problem = "belongs to a course"
    elif any(above.name in {HAND_INS, UNPACKED} for above in (path, *path.absolute().parents)):
        problem = "is inside what people handed in"
    if problem:
        raise KitError(f"{path} {problem}. Name another place.", exit_code=2)
