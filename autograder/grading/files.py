"""Where the kit's files are, and how to write one so that a failed write leaves the old one."""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

SUFFIX = ".half-written"
HALF_WRITTEN = re.compile(r"\..+\.[a-z0-9_]{8}" + re.escape(SUFFIX), re.DOTALL)


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one file: a sentence, and whether something is left to do."""

    sentence: str
    is_open: bool = False


def project_root() -> Path:
    """The nearest folder from here up that has exercises/ or solutions/; else the kit's own.

    A kit that was installed from a wheel has none of its own: then this very folder, in which a
    notebook may stand alone.
    """
    here = Path.cwd()
    for folder in (here, *here.parents, Path(__file__).parents[2]):
        if exercises_in(folder) != folder:
            return folder
    return here


def exercises_in(root: Path) -> Path:
    """Where a project keeps its exercises; a notebook that stands alone is in the folder itself."""
    is_project = any((root / name).is_dir() for name in ("exercises", "solutions"))
    return root / "exercises" if is_project else root


def shipped_stub(package: Path, exercise: str, ending: str) -> Path:
    """Where an exercise is kept as shipped; .txt, so that nobody takes it for the file to fill."""
    return package / "stubs" / f"{exercise}{ending}.txt"


def fingerprint(path: Path) -> str:
    """SHA-256 of a file, whatever its line ends; empty if there is none."""
    try:
        content = path.read_bytes()
    except OSError:
        return ""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def write_atomically(path: Path, text: str) -> None:
    """Write UTF-8 text with LF line ends beside the file, then put it in place. Raises OSError."""
    with replacing(path) as file:
        file.write(text)


def renew(path: Path | str, text: str) -> None:
    """Like write_atomically, but leave a file alone that holds this text: that is far faster."""
    content = text.encode()
    with suppress(FileNotFoundError), open(path, "rb", buffering=0) as file:  # noqa: PTH123 -- fast
        if file.read() == content:
            return
    with _beside(path) as name, open(name, "xb", opener=_private) as other:
        other.write(content)


def reason_of(error: OSError) -> str:
    """What a system says of a file, under the name that its reader knows, and what to do."""
    if not error.filename or not error.strerror:
        return str(error)
    path = Path(os.fsdecode(error.filename))
    if HALF_WRITTEN.fullmatch(path.name):
        path = path.with_name(path.name[1:].removesuffix(SUFFIX).rpartition(".")[0])
    return (
        f"{path}: {error.strerror}. Check that it is there, that you may write there, and "
        "that the disk has room; then type the same again."
    )


def forget_half_written(folder: Path) -> None:
    """Remove the unfinished files that a killed process left behind. Raises OSError."""
    for path in folder.iterdir():
        if HALF_WRITTEN.fullmatch(path.name) and path.is_file():
            path.unlink()


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """Like write_atomically, for text written in pieces: it is put in place when the body ends."""
    with (
        _beside(path) as name,
        open(name, "x", encoding="utf-8", newline="\n", opener=_private) as file,
    ):
        yield file


@contextmanager
def _beside(path: Path | str) -> Iterator[str]:
    """The name of a new file beside this one, which takes its place when the body ends.

    By name rather than by path: there are thousands of such files in a class.
    """
    folder, own = os.path.split(path)
    name = os.path.join(folder, f".{own}.{os.urandom(4).hex()}{SUFFIX}")  # noqa: PTH118
    try:
        yield name
        os.chmod(name, _mode(path))  # noqa: PTH101
        os.replace(name, path)  # noqa: PTH105
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise


def _mode(path: Path | str) -> int:
    try:
        return os.stat(path).st_mode  # noqa: PTH116
    except FileNotFoundError:
        return 0o644


def _private(name: str, flags: int) -> int:
    """Open a file that nobody else can read while it is half-written."""
    return os.open(name, flags, 0o600)
