"""The export: the grades of a course, written for one platform."""

from pathlib import Path
from typing import Final

from autograder.classroom.gradebooks import (
    canvas,
    classroom50,
    gradescope,
    moodle,
    nbgrader,
    plain,
)
from autograder.classroom.gradebooks.filled import Filled, Ledger
from autograder.grading.errors import KitError

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
    modules = {"gradescope": gradescope, "classroom50": classroom50, "csv": plain}
    return modules[platform].write(Path(file), ledger), file


def _copy_of(source: Path, out: Path | None) -> Path:
    """Where the filled copy goes. Raises KitError for the download itself."""
    target = out or source.with_name(f"{source.stem}-filled{source.suffix or '.csv'}")
    if target.resolve() == source.resolve():
        raise KitError(
            f"{source} stays as it was downloaded: name another file with --out.", exit_code=2
        )
    return target
