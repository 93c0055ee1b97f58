"""A picture as bytes: PNG or SVG, the same for the same values, with words for those who listen."""

from __future__ import annotations

import io
import os
import tempfile
from html import escape
from pathlib import Path

from autograder.grading.files import SUFFIX
from autograder.study.pictures.picture import NoPictureError, Picture

ENDINGS = (".png", ".svg")
DOTS = 150
NO_MATPLOTLIB = (
    "Pictures need matplotlib, and it cannot be loaded ({error}). Install it anew with "
    "`python -m pip install matplotlib`, or read the numbers with --text."
)


def encode(picture: Picture, ending: str) -> bytes:
    """The bytes of the image; ending: .png or .svg. Raises NoPictureError without matplotlib."""
    try:
        from autograder.study.pictures.style import in_style

        with in_style():
            pass
    except Exception as error:
        text = " ".join(str(error).split())[:120]
        raise NoPictureError(NO_MATPLOTLIB.format(error=text or type(error).__name__)) from error
    with in_style():
        return _svg(picture) if ending == ".svg" else _png(picture)


def save(picture: Picture, path: Path) -> None:
    """Write the image whole or not at all. Raises OSError, and NoPictureError as `encode` does."""
    data = encode(picture, path.suffix.lower())
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=SUFFIX, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, path.stat().st_mode if path.exists() else 0o644)  # noqa: PTH101 -- by name
        os.replace(name, path)  # noqa: PTH105 -- by name
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _png(picture: Picture) -> bytes:
    words = {"Title": picture.title, "Description": picture.alt, "Software": None}
    image = io.BytesIO()
    picture.draw().savefig(image, format="png", dpi=DOTS, metadata=words)
    return image.getvalue()


def _svg(picture: Picture) -> bytes:
    image = io.StringIO()
    picture.draw().savefig(image, format="svg", metadata={"Date": None, "Creator": None})
    text = image.getvalue()
    start = text.index("<svg ") + len("<svg ")
    end = text.index(">", start) + 1
    spoken = (
        f'\n <title id="title">{escape(picture.title)}</title>'
        f'\n <desc id="description">{escape(picture.description)}</desc>'
    )
    role = 'role="img" aria-labelledby="title description" '
    return (text[:start] + role + text[start:end] + spoken + text[end:]).encode()
