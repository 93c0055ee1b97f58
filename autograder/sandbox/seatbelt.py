"""
The reduced level of macOS: `sandbox-exec`, which its own tools still use.

It keeps a process from the network, from writing anywhere but into its scratch, and from what lies
in the user's home. There is no filter for system calls, and nothing here hides the kit's own
files: a process that judges itself can still lie about the verdict.
Source of the profile's language: sandbox-exec(1) and the profiles in /System/Library/Sandbox.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

PROGRAM = Path("/usr/bin/sandbox-exec")

PROFILE = """\
(version 1)
(allow default)
(deny network*)
(deny file-write*)
(allow file-write* (subpath {scratch}) (regex #"^/dev/(null|tty|dtracehelper)$"))
(deny file-read-data (subpath {home}))
(allow file-read-data {readable})
(deny process-info* (target others))
(deny signal (target others))
"""


def is_there() -> bool:
    """Whether this machine has it."""
    return sys.platform == "darwin" and PROGRAM.exists()


def wrapped(
    command: Sequence[str], scratch: Path, home: Path, readable: Sequence[Path]
) -> list[str]:
    """
    A command that runs another one below the profile.

    scratch: the only folder it may write to. home: closed, but for the folders in readable.
    """
    profile = PROFILE.format(
        scratch=quoted(scratch),
        home=quoted(home),
        readable=" ".join(f"(subpath {quoted(folder)})" for folder in readable),
    )
    return [str(PROGRAM), "-p", profile, *command]


def quoted(path: Path) -> str:
    """A path as a string of the profile's language; links are followed, as the kernel does."""
    text = str(path.resolve()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
