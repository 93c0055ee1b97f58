"""
The course secret.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.classroom.course_secret import default_place, read_or_make, seed_of
from autograder.grading.errors import KitError
from autograder.grading.spec import PROJECT

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    """
    The first use makes 256 random bits, every other use reads them, and no other file is left.
    """
    path = tmp_path / "new" / "secret"
    secret = read_or_make(path)

    assert 64 == len(secret)
    assert secret == read_or_make(path)
    assert [path] == list(path.parent.iterdir())
    assert secret != read_or_make(tmp_path / "other")


@POSIX
def test_a_secret_is_for_its_owner_alone(tmp_path: Path) -> None:
    """
    A new secret has mode 0600, and one that others may read is refused with the command to type.
    """
    path = tmp_path / "secret"
    read_or_make(path)

    assert 0o600 == path.stat().st_mode & 0o777
    for mode in (0o644, 0o660, 0o604):
        path.chmod(mode)
        with pytest.raises(KitError, match="chmod 600"):
            read_or_make(path)


def test_what_is_no_secret_is_named(tmp_path: Path) -> None:
    """
    A folder or a large file in its place is refused with its place, and with what to name instead.
    """
    large = tmp_path / "large"
    large.write_bytes(b"x" * 5000)
    for place in (tmp_path, large):
        with pytest.raises(KitError) as caught:
            read_or_make(place)
        assert str(caught.value).startswith(f"The secret {place} cannot be used: ")
        assert "Name a file" in str(caught.value)


@POSIX
def test_a_group_may_share_a_secret(tmp_path: Path) -> None:
    """
    Two people who grade one class read the same file, which neither of them gives to others.
    """
    path = tmp_path / "secret"
    secret = read_or_make(path)
    path.chmod(0o640)

    assert secret == read_or_make(path)


@pytest.mark.parametrize("content", [b"", b"  short  \n"])
def test_a_short_secret_is_refused(tmp_path: Path, content: bytes) -> None:
    """
    A secret short enough to guess is refused.
    """
    path = tmp_path / "secret"
    path.write_bytes(content)
    path.chmod(0o600)

    with pytest.raises(KitError, match="shorter than 16"):
        read_or_make(path)


def test_a_given_secret_is_used(tmp_path: Path) -> None:
    """
    White space around a secret is ignored.
    """
    path = tmp_path / "secret"
    path.write_text("a secret of this course\n")
    path.chmod(0o600)

    assert b"a secret of this course" == read_or_make(path)


@POSIX
def test_a_link_is_not_a_secret(tmp_path: Path) -> None:
    """
    Neither a dangling link nor one to a file is followed.
    """
    link = tmp_path / "secret"
    link.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(KitError, match="is a link"):
        read_or_make(link)
    assert not (tmp_path / "elsewhere").exists()


def test_two_first_uses_agree(tmp_path: Path) -> None:
    """
    Batches that start at the same moment use the same secret.
    """
    script = (
        "import sys; from pathlib import Path;"
        "from autograder.classroom.course_secret import read_or_make;"
        "print(read_or_make(Path(sys.argv[1])).decode())"
    )
    command = [sys.executable, "-B", "-c", script, str(tmp_path / "secret")]
    running = [
        subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]

    assert 1 == len({process.communicate()[0] for process in running})


def test_a_seed_belongs_to_secret_exercises_and_id() -> None:
    """
    The seed depends on secret, exercises and id, and on where each of them ends.
    """
    seeds = {
        seed_of(secret, exercises, submission)
        for secret in (b"one", b"two")
        for exercises in (("a", "b"), ("ab",), ("a",))
        for submission in ("b", "ab", "ada", 'a", "b')
    }

    assert 24 == len(seeds)
    assert seed_of(b"one", ("a",), "ada") == seed_of(b"one", ("a",), "ada")
    assert {64} == set(map(len, seeds))


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_the_place_is_the_users_own(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    On every system the secret is in the user's home, or where settings are kept.
    """
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("APPDATA", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)

    assert default_place().is_relative_to(Path.home())
    monkeypatch.setenv("XDG_CONFIG_HOME", "/settings")
    monkeypatch.setenv("APPDATA", "/settings")
    assert (platform != "darwin") is default_place().is_relative_to("/settings")
