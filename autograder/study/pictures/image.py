"""
A picture as a file or in a window: PNG or SVG, the same bytes for the same values.

Both carry a description for people who cannot see it.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any

from autograder.grading.errors import KitError
from autograder.grading.files import replacing
from autograder.study.pictures.picture import NoPictureError, Picture

ENDINGS = (".png", ".svg")
DOTS = 150
NO_MATPLOTLIB = (
    "Pictures need matplotlib, and it cannot be loaded ({error}). Install it again with "
    "`python -m pip install matplotlib`, or read the numbers with --text."
)


def encode(picture: Picture[Any, Any], ending: str) -> bytes:
    """The bytes of the image; ending: .png or .svg. Raises NoPictureError without matplotlib."""
    try:
        from autograder.study.pictures.chart import in_style

        with in_style():
            pass
    except Exception as error:
        text = " ".join(str(error).split())[:120]
        raise NoPictureError(NO_MATPLOTLIB.format(error=text or type(error).__name__)) from error
    with in_style():
        return _svg(picture) if ending == ".svg" else _png(picture)


def save(picture: Picture[Any, Any], path: Path) -> None:
    """Write the image whole or not at all. Raises OSError, and NoPictureError as `encode` does."""
    data = encode(picture, path.suffix.lower())
    with replacing(path) as file:
        file.buffer.write(data)


def _png(picture: Picture[Any, Any]) -> bytes:
    words = {"Title": picture.title, "Description": picture.alt, "Software": None}
    image = io.BytesIO()
    picture.figure().savefig(image, format="png", dpi=DOTS, metadata=words)
    return image.getvalue()


def _svg(picture: Picture[Any, Any]) -> bytes:
    image = io.StringIO()
    picture.figure().savefig(image, format="svg", metadata={"Date": None, "Creator": None})
    text = image.getvalue()
    start = text.index("<svg ") + len("<svg ")
    end = text.index(">", start) + 1
    spoken = (
        f'\n <title id="title">{escape(picture.title)}</title>'
        f'\n <desc id="description">{escape(picture.description)}</desc>'
    )
    role = 'role="img" aria-labelledby="title description" '
    return (text[:start] + role + text[start:end] + spoken + text[end:]).encode()


PATIENCE = 2.0
OPENERS = (("wslview",), ("xdg-open",), ("gio", "open"))


def check_place(path: Path | None) -> None:
    """Refuse a file that could not be written, before any work is done. Raises KitError."""
    if path is None:
        return
    if path.suffix.lower() not in ENDINGS:
        problem = f"{path} ends in neither .png nor .svg. Give the file one of these endings."
    elif not path.parent.is_dir():
        problem = f"There is no folder {path.parent}. Create it first, or choose another one."
    elif path.is_dir():
        problem = f"{path} is a folder. Name a file."
    else:
        return
    raise KitError(problem, exit_code=2)


def show(picture: Picture[Any, Any], path: Path | None) -> str:
    """
    Save the picture; without a path, open it if there is a display. Returns what was done.

    Raises NoPictureError, which says what to do, if the file cannot be written.
    """
    if path is None and open_window(picture):
        return f"Opened in a window: {picture.title}."
    path = path or Path(f"{picture.task}.png")
    try:
        save(picture, path)
    except OSError as error:
        raise NoPictureError(
            f"{path} cannot be written ({error.strerror or type(error).__name__}). "
            "Name another place with --save, or read the numbers with --text."
        ) from None
    return f"Saved {path}: {picture.title}."


def opener() -> tuple[str, ...]:
    """
    The command that opens a file here; empty where nobody would see a window.

    Over SSH a window would open on the other machine.
    """
    if "SSH_CONNECTION" in os.environ and "DISPLAY" not in os.environ:
        return ()
    if sys.platform == "win32":
        return ("start",)
    if sys.platform == "darwin":
        return ("open",)
    if not {"DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"} & set(os.environ):
        return ()
    return next((command for command in OPENERS if shutil.which(command[0])), ())


def open_window(picture: Picture[Any, Any]) -> bool:
    """
    Show a picture in the system's viewer and go on at once; False if that did not work.

    The file is kept in a new temporary folder: a viewer may be slow to read it.
    """
    command = opener()
    if not command:
        return False
    try:
        path = Path(tempfile.mkdtemp(prefix="autograder-")) / f"{picture.task}.png"
        save(picture, path)
        return _opened(command, path)
    except OSError:
        return False


def _opened(command: tuple[str, ...], path: Path) -> bool:
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 -- the system's own way to open a picture
        return True
    quiet = subprocess.DEVNULL
    viewer = subprocess.Popen([*command, path], stdin=quiet, stdout=quiet, stderr=quiet)
    with suppress(subprocess.TimeoutExpired):
        return viewer.wait(PATIENCE) == 0
    return True  # some openers stay as long as the window
