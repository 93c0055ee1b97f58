"""
The reduced level of macOS: `sandbox-exec`, which its own tools still use.

It keeps a process from the network, from writing anywhere but into its scratch folder, and from
reading the user's home. There is no filter for system calls, and nothing hides the kit's own files:
a process that judges itself can still lie about the verdict. For the language of the profile see
sandbox-exec(1) and the profiles in /System/Library/Sandbox.
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
    return sys.platform == "darwin" and PROGRAM.exists()


def wrapped(
    command: Sequence[str], scratch: Path, home: Path, readable: Sequence[Path]
) -> list[str]:
    """A command under the profile. readable: the only folders in `home` that it may read."""
    folders = " ".join(f"(subpath {quoted(folder)})" for folder in readable)
    profile = PROFILE.format(scratch=quoted(scratch), home=quoted(home), readable=folders)
    return [str(PROGRAM), "-p", profile, *command]


def quoted(path: Path) -> str:
    """A path as a string of the profile's language, with links resolved, as the kernel does."""
    text = str(path.resolve()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
