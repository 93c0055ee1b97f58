"""
The reduced level of macOS. What the kernel does with the profile is tried on macOS alone.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox import seatbelt

ON_MACOS = pytest.mark.skipif(not seatbelt.is_there(), reason="sandbox-exec is macOS's")


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    found = {name: tmp_path / name for name in ("scratch", "home", 'odd "name" \\')}
    for folder in found.values():
        folder.mkdir()
    return found


def test_a_profile_is_balanced_whatever_paths_are_called(folders: dict[str, Path]) -> None:
    """
    A quote or a backslash in a path ends no string of the profile.
    """
    odd = folders['odd "name" \\']
    program, option, profile, *rest = seatbelt.wrapped(["python"], odd, odd, [odd, odd])
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", profile)

    assert [str(seatbelt.PROGRAM), "-p", "python"] == [program, option, *rest]
    assert '"' not in bare
    assert bare.count("(") == bare.count(")")
    assert profile.index("deny file-write*") < profile.index("allow file-write*")
    assert profile.index("deny file-read-data") < profile.index("allow file-read-data")


PROBES = {
    "write": "open({home!r} + '/made', 'w')",
    "read": "open({home!r} + '/secret').read()",
    "network": "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
    "scratch": "open({scratch!r} + '/made', 'w')",
}


@ON_MACOS
@pytest.mark.parametrize("probe", PROBES)
@pytest.mark.parametrize("is_held", [True, False])
def test_a_probe_fires_without_the_profile_only(
    folders: dict[str, Path], probe: str, is_held: bool
) -> None:
    """
    What is denied works with the profile off, and what is allowed works with it on.
    """
    (folders["home"] / "secret").write_text("secret")
    lines = PROBES[probe].format(home=str(folders["home"]), scratch=str(folders["scratch"]))
    command = [sys.executable, "-c", lines]
    readable = [Path(sys.prefix), Path(sys.base_prefix)]
    if is_held:
        command = seatbelt.wrapped(command, folders["scratch"], folders["home"], readable)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    refused = "PermissionError" in done.stderr or "Operation not permitted" in done.stderr

    assert refused is (is_held and probe != "scratch")
