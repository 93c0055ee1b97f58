"""A picture as bytes: PNG or SVG, the same for the same values, with words for those who listen."""

from __future__ import annotations

import io
from html import escape
from pathlib import Path
from typing import Any

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
        from autograder.study.pictures.style import in_style

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
