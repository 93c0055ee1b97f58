"""The course secret, from which each submission's inputs are derived."""

import hmac
import json
import os
import secrets
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from autograder.classroom.entries import Refused
from autograder.classroom.intake import read_regular
from autograder.grading.errors import KitError

FILE = "course-secret.txt"
SHORTEST = 16
LONGEST = 4096
OTHERS = 0o037  # a group may read it, so that two people can grade a class


def default_place() -> Path:
    """Where this user's programs keep their settings."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    return base / "autograder" / FILE


def read_or_make(path: Path) -> bytes:
    """The secret in a file, which is made on first use. Raises KitError or OSError."""
    if not os.path.lexists(path):
        _make(path)
    try:
        secret = read_regular(path, LONGEST).strip()
    except Refused as refused:
        raise KitError(
            f"The secret {path} cannot be used: {refused} Name a file that holds a secret, "
            "or one that is not there yet: it is made then.",
            exit_code=2,
        ) from None
    if len(secret) < SHORTEST:
        raise KitError(
            f"The secret in {path} is shorter than {SHORTEST} characters. Delete it, and a new "
            "one is made.",
            exit_code=2,
        )
    if os.name == "posix" and path.stat().st_mode & OTHERS:
        raise KitError(
            f"Other users may read or change {path}. If it is your secret, type: chmod 600 {path} "
            "(or 640, if a group grades together)",
            exit_code=2,
        )
    return secret


def seed_of(secret: bytes, exercises: Iterable[str], submission: str) -> str:
    """What the inputs of one submission are drawn from, the same every time it is graded."""
    # JSON keeps apart what mere concatenation would not.
    message = json.dumps([*exercises, submission]).encode()
    return hmac.digest(secret, message, "sha256").hex()


def fingerprint_of(secret: bytes) -> str:
    """What tells one secret from another, and gives nothing away."""
    return hmac.digest(secret, b"fingerprint", "sha256").hex()[:16]


def _make(path: Path) -> None:
    """All or nothing; if two batches start at once, the first one wins."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="ascii", newline="\n") as file:
            file.write(secrets.token_hex(32) + "\n")
        try:
            path.hardlink_to(made)
        except FileExistsError:
            pass  # the other batch was faster
        except OSError:  # a file system without hard links
            made.replace(path)
    finally:
        made.unlink(missing_ok=True)
