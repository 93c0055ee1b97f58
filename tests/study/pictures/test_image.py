from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from autograder.study.pictures import gallery, image
from autograder.study.pictures.image import encode, open_window, opener, save
from autograder.study.pictures.picture import NoPictureError, Picture

SVG = "{http://www.w3.org/2000/svg}"
NUMBERS = sorted(gallery.PICTURES)


def made(number: str = "1.1", problem: str = "It <stopped> & 'asked' $x^2$.") -> Picture[Any, Any]:
    return gallery.PICTURES[number].unanswered(problem)


@pytest.fixture
def no_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which matplotlib cannot be imported."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)


@pytest.mark.parametrize(
    ("number", "ending"),
    [*((number, ".png") for number in NUMBERS), ("1.3", ".svg"), ("2.3", ".svg")],
)
def test_same_values_give_same_bytes(number: str, ending: str) -> None:
    """
    Drawn twice, a picture is the same file, byte for byte.
    """
    assert encode(made(number), ending) == encode(made(number), ending)


def test_png_says_what_is_seen() -> None:
    """
    Title and description are in the text chunks of a PNG.
    """
    found = Image.open(io.BytesIO(encode(made(), ".png")))

    assert (made().title, made().alt) == (found.info["Title"], found.info["Description"])
    assert (960, 720) == found.size


def test_svg_says_what_is_seen() -> None:
    """
    An SVG is an image with title and description for screen readers, and has no date.
    """
    root = ET.fromstring(encode(made(), ".svg"))  # noqa: S314 -- our own file
    ids = root.get("aria-labelledby", "").split()
    found = {one.get("id"): one.text for one in root if one.get("id") in ids}

    assert "img" == root.get("role")
    assert [made().title, made().description] == [found[name] for name in ids]
    assert [f"{SVG}title", f"{SVG}desc"] == [one.tag for one in root][:2]
    assert 1 == len(root.findall(f"{SVG}title"))
    assert b"<dc:date>" not in encode(made(), ".svg")


def test_words_of_a_learner_are_no_mathematics() -> None:
    """
    Dollars in a message are drawn as they are, open ones too.
    """
    assert encode(made(problem="Stopped with $\\frac{1}{ and \u03b8."), ".png")


def test_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A save that fails in its last step keeps the old file and leaves nothing beside it.
    """
    path = tmp_path / "a.png"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError("full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        with pytest.raises(OSError, match="full"):
            save(made(), path)

    assert ([path], b"old") == (list(tmp_path.iterdir()), path.read_bytes())
    save(made(), path)
    assert path.read_bytes().startswith(b"\x89PNG")


@pytest.mark.usefixtures("no_matplotlib")
def test_missing_matplotlib_is_one_sentence() -> None:
    """
    Without matplotlib there is a sentence with what to do, and the text works.
    """
    with pytest.raises(NoPictureError, match=r"need matplotlib.*pip install.*--text\.$"):
        encode(made(), ".png")
    assert made().text


def test_broken_matplotlib_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The sentence about a matplotlib that cannot be loaded quotes its error.
    """
    from matplotlib import style

    def broken(*_: object, **__: object) -> None:
        raise AttributeError("module 'numpy' has no\n attribute 'float'")

    monkeypatch.setattr(style, "context", broken)

    with pytest.raises(NoPictureError, match=r"has no attribute 'float'"):
        encode(made(), ".png")


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
    monkeypatch.setattr(image, "PATIENCE", 0.1)
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
