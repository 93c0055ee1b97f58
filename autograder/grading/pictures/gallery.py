"""The gallery: all pictures by task, and how they are shown: as PNG or SVG, in a file or a window.

The same values give the same bytes. Each image carries a description for those who cannot see it.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from html import escape
from importlib import import_module
from pathlib import Path
from typing import Any

from autograder.grading.commands import install_command
from autograder.grading.errors import KitError
from autograder.grading.files import replacing
from autograder.grading.grade import Session, fixtures, guarded, session_in
from autograder.grading.limit import SECONDS
from autograder.grading.pictures.area import GRAPHS, AreaPicture, ProbabilityPicture
from autograder.grading.pictures.chart import in_style
from autograder.grading.pictures.curves import AntiderivativePicture
from autograder.grading.pictures.picture import NoPictureError, Picture
from autograder.grading.spec import all_checks
from autograder.grading.task import Fix, NotAttempted, Task

NONE = "There is no picture for task {number}."
STUB = "{number} {function} is not written yet, so there is nothing to draw. Write it first."
NO_MATPLOTLIB = (
    "Pictures need matplotlib, and it cannot be loaded ({error}). Install it again with "
    "`{install}`, or read the numbers with --text."
)
PACKAGE = "autograder.grading.pictures"
ENDINGS = (".png", ".svg")
DOTS = 150
PATIENCE = 2.0
OPENERS = (("wslview",), ("xdg-open",), ("gio", "open"))


def warm_up() -> None:
    """Compute the curves that all pictures of the integrals have in common."""
    kinds = (AntiderivativePicture, AreaPicture, ProbabilityPicture)
    for graph in (*GRAPHS, *(case for kind in kinds for case in kind.cases)):
        graph.heights.setflags(write=False)


def picture_in(path: Path, task: Task) -> Picture[Any, Any]:
    """The picture of a task from a folder or a file. Raises KitError."""
    try:
        session = session_in(path, task.exercise)
    except KitError as error:
        raise KitError(str(error), exit_code=2) from None
    return picture_of(task, session)


def picture_of(task: Task, session: Session, *, seconds: float = SECONDS) -> Picture[Any, Any]:
    """The picture of what a learner's function answers, if in time; for a stub a NoPictureError."""
    kind, given = kind_of(task), fixtures(session, task)
    try:
        with guarded(task.function, given, session, seconds=seconds):
            picture = kind.of(given["learner"])
    except NotAttempted as stub:
        said = str(stub) or STUB.format(number=task.label, function=task.function)
        raise NoPictureError(said) from None
    except Fix as fix:
        place = session.source.place(task.function, fix.at).where if session.source else ""
        picture = kind.unanswered(fix.diagnosis.message + (f" ({place})" if place else ""))
    return replace(picture, task=task.label)


def kind_of(task: Task) -> type[Picture[Any, Any]]:
    """The class that draws the answers to a task. Raises NoPictureError if it has none."""
    if not task.picture:
        raise NoPictureError(NONE.format(number=task.label))
    module, _, name = task.picture.partition(".")
    found: type[Picture[Any, Any]] = getattr(import_module(f"{PACKAGE}.{module}"), name)
    return found


def listed() -> Iterator[str]:
    """A line for each task that has a picture: its label, and what the picture shows."""
    for task in dict.fromkeys(check.task for check in all_checks()):
        if task.picture:
            yield f"{task.label:<5}{kind_of(task).title}"


def encode(picture: Picture[Any, Any], ending: str) -> bytes:
    """The bytes of the image; ending: .png or .svg. Raises NoPictureError without matplotlib."""
    words: dict[str, str | None] = {"Date": None, "Creator": None}
    if ending == ".png":
        words = {"Title": picture.title, "Description": picture.alt, "Software": None}
    image = io.BytesIO()
    with ExitStack() as stack:
        try:
            stack.enter_context(in_style())
        except Exception as error:
            said = " ".join(str(error).split())[:120] or type(error).__name__
            install = install_command("matplotlib")
            raise NoPictureError(NO_MATPLOTLIB.format(error=said, install=install)) from error
        picture.figure().savefig(image, format=ending[1:], dpi=DOTS, metadata=words)
    return image.getvalue() if ending == ".png" else _spoken(picture, image.getvalue())


def save(picture: Picture[Any, Any], path: Path) -> None:
    """Write the image whole or not at all. Raises OSError, and NoPictureError as `encode` does."""
    data = encode(picture, path.suffix.lower())
    with replacing(path) as file:
        file.buffer.write(data)


def _spoken(picture: Picture[Any, Any], svg: bytes) -> bytes:
    """An SVG with the description where screen readers look for it."""
    before, start, after = svg.decode().partition("<svg ")
    attributes, end, drawing = after.partition(">")
    role = 'role="img" aria-labelledby="title description" '
    words = (
        f'\n <title id="title">{escape(picture.title)}</title>'
        f'\n <desc id="description">{escape(picture.description)}</desc>'
    )
    return f"{before}{start}{role}{attributes}{end}{words}{drawing}".encode()


def check_place(path: Path | None, endings: tuple[str, ...] = ENDINGS) -> None:
    """Refuse a file that could not be written, before any work is done. Raises KitError."""
    problem = ""
    if path and path.suffix.lower() not in endings:
        problem = f"{path} ends in neither {' nor '.join(endings)}. Give the file one of these."
    elif path and not path.parent.is_dir():
        problem = f"There is no folder {path.parent}. Create it first, or choose another one."
    elif path and path.is_dir():
        problem = f"{path} is a folder. Name a file."
    if problem:
        raise KitError(problem, exit_code=2)


def show(picture: Picture[Any, Any], path: Path | None) -> str:
    """Save the picture or, without a path, open it; return what was done. Raises NoPictureError."""
    if path is None and open_window(picture):
        return f"Opened in a window: {picture.title}."
    path = path or Path(f"{picture.task.replace(' ', '-')}.png")
    try:
        save(picture, path)
    except OSError as error:
        raise NoPictureError(
            f"{path} cannot be written ({error.strerror or type(error).__name__}). "
            "Name another place with --save, or read the numbers with --text."
        ) from None
    return f"Saved {path}: {picture.title}."


def opener() -> tuple[str, ...]:
    """The command that opens a file here; empty over SSH and where nobody would see a window."""
    if "SSH_CONNECTION" in os.environ and "DISPLAY" not in os.environ:
        return ()
    if sys.platform in {"win32", "darwin"}:
        return ("start",) if sys.platform == "win32" else ("open",)
    if not {"DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"} & set(os.environ):
        return ()
    return next((command for command in OPENERS if shutil.which(command[0])), ())


def open_window(picture: Picture[Any, Any]) -> bool:
    """Show a picture in the system's viewer, which may be slow to read it; whether that worked."""
    command = opener()
    if not command:
        return False
    with suppress(OSError):
        path = (
            Path(tempfile.mkdtemp(prefix="autograder-")) / f"{picture.task.replace(' ', '-')}.png"
        )
        save(picture, path)
        if sys.platform == "win32":
            os.startfile(path)  # noqa: S606 -- the system's own way to open a picture
            return True
        quiet = subprocess.DEVNULL
        viewer = subprocess.Popen([*command, path], stdin=quiet, stdout=quiet, stderr=quiet)
        with suppress(subprocess.TimeoutExpired):
            return viewer.wait(PATIENCE) == 0
        return True  # some openers stay as long as the window
    return False
