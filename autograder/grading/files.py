"""Where the project lies, and writing files so that a failed write leaves the old one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


def project_root() -> Path:
    """The nearest folder, from here upwards, with exercises/ or solutions/; else the kit's own."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "exercises").is_dir() or (folder / "solutions").is_dir():
            return folder
    return Path(__file__).parents[2]


def write_atomically(path: Path, text: str) -> None:
    """Write UTF-8 text with LF ends into a neighbour, then put it in place. Raises OSError."""
    with replacing(path) as file:
        file.write(text)


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """The same for text that comes piece by piece: it is put in place when the body is left."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            yield file
        os.chmod(name, path.stat().st_mode if path.exists() else 0o644)  # noqa: PTH101 -- by name
        os.replace(name, path)  # noqa: PTH105 -- by name
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
