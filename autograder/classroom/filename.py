"""File names from ids: safe on every system, different for different ids."""

from __future__ import annotations

import re
from hashlib import sha256

LONGEST = 80
PLAIN = re.compile(r"[a-z0-9_][a-z0-9_.+-]*")
DIGITS = 20
"""Of a hash in hexadecimal: nobody finds two names with the same one."""
HASHED = re.compile(rf".*-[0-9a-f]{{{DIGITS}}}")
# Windows takes these for devices, with any ending.
DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}


def file_name(submission: str) -> str:
    """
    The id itself where that is safe, else what is left of it and a hash of the whole.

    The name depends on this id alone, so it stays when others come and go.
    """
    if _is_safe(submission):
        return submission
    readable = re.sub(r"[^A-Za-z0-9_]+", "_", submission)[: LONGEST - DIGITS - 1].strip("_")
    return f"{readable or 'id'}-{sha256(submission.encode()).hexdigest()[:DIGITS]}"


def _is_safe(text: str) -> bool:
    return (
        len(text) <= LONGEST
        and PLAIN.fullmatch(text) is not None
        and HASHED.fullmatch(text) is None
        and not text.endswith(".")
        and text.split(".", maxsplit=1)[0] not in DEVICES
    )
