from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder.study.pictures import gallery, viewer
from autograder.study.pictures.picture import Picture
from autograder.study.pictures.viewer import open_window, opener

ROOMS = ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "SSH_CONNECTION")


@pytest.fixture
def picture() -> Picture[Any, Any]:
    return gallery.PICTURES["1.1"].unanswered("")


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of commands, the only ones there are, and a machine without a display."""
    for name in ROOMS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def command(tools: Path, name: str, body: str) -> None:
    """A command of this name: a script of the shell."""
    path = tools / name
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("platform", "room", "expected"),
    [
        ("linux", {}, ()),
        ("linux", {"DISPLAY": ":0"}, ("xdg-open",)),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, ("xdg-open",)),
        ("linux", {"DISPLAY": ":10", "SSH_CONNECTION": "a"}, ("xdg-open",)),
        ("darwin", {}, ("open",)),
        ("darwin", {"SSH_CONNECTION": "a"}, ()),
        ("win32", {}, ("start",)),
        ("win32", {"SSH_CONNECTION": "a"}, ()),
    ],
)
def test_window_is_opened_where_one_is_seen(
    platform: str,
    room: dict[str, str],
    expected: tuple[str, ...],
    tools: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """
    Each system has its own way to open a file; without a display there is none.
    """
    command(tools, "xdg-open", "")
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in room.items():
        monkeypatch.setenv(name, value)

    assert expected == opener()


def test_no_tool_opens_no_window(tools: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A display without a command to open files counts as none.
    """
    monkeypatch.setenv("DISPLAY", ":0")

    assert () == opener()
    command(tools, "gio", "")
    assert ("gio", "open") == opener()


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize(("body", "expected"), [("exit 0", True), ("exit 3", False)])
def test_viewer_gets_the_picture(
    body: str,
    expected: bool,
    tools: Path,
    monkeypatch: pytest.MonkeyPatch,
    picture: Picture[Any, Any],
) -> None:
    """
    The viewer gets a PNG; where it fails, that is known.
    """
    monkeypatch.setenv("DISPLAY", ":0")
    command(tools, "xdg-open", f'echo "$1" > {tools}/seen; {body}')

    assert expected is open_window(picture)
    seen = Path((tools / "seen").read_text().strip())
    assert "1.1.png" == seen.name
    assert seen.read_bytes().startswith(b"\x89PNG")


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_viewer_that_stays_is_not_waited_for(
    tools: Path, monkeypatch: pytest.MonkeyPatch, picture: Picture[Any, Any]
) -> None:
    """
    An opener that lives as long as its window does not keep the learner.
    """
    started: list[Any] = []
    start = subprocess.Popen

    def remember(*arguments: Any, **options: Any) -> Any:
        started.append(start(*arguments, **options))
        return started[-1]

    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(viewer, "PATIENCE", 0.1)
    monkeypatch.setattr(subprocess, "Popen", remember)
    command(tools, "xdg-open", "read forever < $0.pipe")
    os.mkfifo(tools / "xdg-open.pipe")

    assert open_window(picture)
    started[0].kill()
    started[0].wait()


def test_place_that_is_full_opens_no_window(
    tools: Path, monkeypatch: pytest.MonkeyPatch, picture: Picture[Any, Any]
) -> None:
    """
    Without room for the file no window is promised.
    """
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("tempfile.tempdir", str(tools / "missing"))
    command(tools, "xdg-open", "")

    assert not open_window(picture)
