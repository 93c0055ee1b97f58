from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import sympy as sp
from PIL import Image

from autograder.grading.pictures import gallery
from autograder.grading.pictures.gallery import (
    encode,
    open_window,
    opener,
    picture_in,
    picture_of,
    save,
)
from autograder.grading.pictures.picture import NoPictureError, Picture
from autograder.grading.spec import PROJECT
from autograder.judges.answer import Foreign
from tests.grading.pictures.answers import PICTURES, RIGHT, STUB, seated, task_of
from tests.notebooks import FILED, tasks_of

NUMBERS = sorted(PICTURES)
RIGHT_ONES = [
    path
    for path in FILED
    if path.parent.parent.name == "right" and PICTURES.keys() & set(tasks_of(path))
]
FEW = sorted(
    {
        *RIGHT_ONES[::8],
        *(path for path in RIGHT_ONES if "seeded" in path.stem or "float32" in path.stem),
    }
)
RUNS = 3  # one right run in a hundred ends outside, all of three hardly ever do
WRONG_WORDS = re.compile(
    r"is not f|times f,|differ\.|Look again|not in front|cannot lift|times the measured"
    r"|not the measured|leaves the picture|does not move|has not come near|outside|elsewhere"
    r"|No column|itself;|instead of \(2, 1\)|times the density|not the density|path differs"
)
WRONG = {
    "1.1": "return sp.exp(-x)",
    "1.2": "return -sp.integrate(f, (x, lower, upper))",
    "1.3": "return True",
    "1.4": "return sp.integrate(density, (x, 0, sp.oo))",
    "1.5": "return sp.integrate(density, (x, lower, upper))",
    "1.6": "return f * sp.integrate(f, (x, lower, upper))",
    "2.1": "return np.hstack([X, np.ones((len(X), 1))])",
    "2.2": "return -2 * xi.T @ (xi @ theta - yi)",
    "2.3": "return theta",
    "2.4": "return np.array([[4.0], [3.0]])",
    "2.5": "return theta",
    "2.6": "return theta",
    "2.7": "return theta",
}
BROKEN = {
    "crash": ("return 1 / 0", "divides by zero"),
    "name": ("return grd", "does not know grd"),
    "loop": ("while True:\n    pass", "had not finished after 0.1 seconds"),
    "deaf loop": (
        "while True:\n    try:\n        pass\n    except: pass",
        "had not finished after 0.1 seconds",
    ),
    "exit": ("raise SystemExit", "ends with return"),
    "syntax": ("return (", "Python cannot read"),
}
ODD: tuple[Any, ...] = (
    None,
    True,
    "text",
    [1, 2],
    {},
    float("nan"),
    float("-inf"),
    1e308,
    10**400,
    1j,
    np.zeros(0),
    np.zeros((0, 2)),
    np.zeros((100, 0)),
    np.zeros((3, 3, 3)),
    np.full((100, 2), np.nan),
    np.full((100, 2), 1e300),
    np.full((2, 1), -1e308),
    np.full((2, 1), 1j),
    np.array(5.0),
    np.array([[1e-320], [5e-324]]),
    np.array([True, False]),
    sp.zoo,
    sp.nan,
    sp.I,
    sp.Symbol("t"),
    sp.Matrix([1, 2]),
    sp.exp(sp.exp(sp.exp(sp.Integer(100)))),
    sp.Piecewise((1, sp.Symbol("x") > 0)),
    sp.Float("1e5000"),
    Foreign("function", "len"),
    Foreign("stub", "ellipsis"),
)


class Stubborn:
    """A learner of whom every function returns the same value."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __getattr__(self, _: str) -> Any:
        return lambda *_: SimpleNamespace(value=self.value)


@pytest.mark.parametrize("number", NUMBERS)
def test_every_task_has_a_picture(number: str) -> None:
    """
    The worked solutions are drawn, with nothing missing, for all tasks that have one.
    """
    made = picture_in(PROJECT / "solutions", task_of(number))

    made.figure().draw_without_rendering()
    assert (number, "") == (made.task, made.problem)
    assert 80 >= max(map(len, made.text))
    assert "\n".join(made.text).isascii()


@pytest.mark.parametrize("number", NUMBERS)
def test_short_right_functions_are_drawn(number: str, tmp_path: Path) -> None:
    """
    The functions that these tests call right have nothing missing on their pictures.
    """
    assert "" == picture_of(task_of(number), seated(tmp_path, number, RIGHT[number])).problem


@pytest.mark.parametrize("number", NUMBERS)
def test_stub_is_one_sentence(number: str, tmp_path: Path) -> None:
    """
    What is not written yet has no picture, and a sentence that names it.
    """
    with pytest.raises(NoPictureError, match=rf"^{number} .* is not written yet"):
        picture_of(task_of(number), seated(tmp_path, number, STUB))


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(("body", "said"), BROKEN.values(), ids=BROKEN)
def test_broken_function_is_explained_in_the_picture(
    number: str, body: str, said: str, tmp_path: Path
) -> None:
    """
    A function that breaks or never ends leaves a picture without its curve, with the sentence.
    """
    limit = 0.1 if "while" in body else 10
    made = picture_of(task_of(number), seated(tmp_path, number, body), seconds=limit)

    assert said in made.problem
    assert said in made.alt


@pytest.mark.parametrize("number", NUMBERS)
def test_problem_is_in_the_picture(number: str) -> None:
    """
    The sentence about what is missing is drawn, too.
    """
    figure = PICTURES[number].unanswered("It stopped there.").figure()

    assert "It stopped there." in " ".join(figure.get_supxlabel().split())


@pytest.mark.parametrize(
    "number",
    # These are drawn by the code of 2.3, and that takes its time.
    [
        pytest.param(one, marks=[pytest.mark.sweep] * (one in {"2.5", "2.6", "2.7"}))
        for one in NUMBERS
    ],
)
def test_odd_answers_are_drawn_or_explained(number: str) -> None:
    """
    Whatever comes back, there is a picture without a warning, and what is missing has a sentence.
    """
    pictures = [PICTURES[number].of(Stubborn(value)) for value in ODD]

    for made in pictures:
        assert made.text
        assert made.alt.isascii()
        assert not made.problem or made.problem.endswith((".", "?"))
    # Without an answer, only the sentence differs.
    answered = [made for made in pictures if made.answer is not None]
    for made in (*answered, pictures[0]):
        made.figure()


def test_unknown_number_has_no_picture(tmp_path: Path) -> None:
    """
    A task that declares no picture has none, and a sentence says so.
    """
    other = replace(task_of("1.1"), number="3.1", picture="")

    with pytest.raises(NoPictureError, match=r"no picture for task 3\.1"):
        picture_of(other, seated(tmp_path, "1.1", RIGHT["1.1"]))


@pytest.mark.parametrize("path", FEW, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_right_submission_is_never_called_wrong(path: Path) -> None:
    """
    The pictures of right submissions are complete, and no word says that something differs.
    """
    exercise = path.parent.name
    for number in tasks_of(path):
        if number in PICTURES and task_of(number).exercise.name == exercise:
            made = [
                picture_in(path, task_of(number)) for _ in range(RUNS if number == "2.4" else 1)
            ]

            assert {""} == {one.problem for one in made}
            assert not all(WRONG_WORDS.search(one.alt) for one in made), made[0].alt


@pytest.mark.parametrize("number", NUMBERS)
def test_wrong_submission_is_called_wrong(number: str, tmp_path: Path) -> None:
    """
    The picture of a wrong function says in words what is wrong with it.
    """
    made = picture_of(task_of(number), seated(tmp_path, number, WRONG[number]))

    assert "" == made.problem
    assert WRONG_WORDS.search(made.alt), made.alt


SVG = "{http://www.w3.org/2000/svg}"


def made(number: str = "1.1", problem: str = "It <stopped> & 'asked' $x^2$.") -> Picture[Any, Any]:
    return PICTURES[number].unanswered(problem)


@pytest.fixture
def no_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which matplotlib cannot be imported."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)


@pytest.mark.parametrize(
    ("number", "ending"),
    [*((number, ".png") for number in NUMBERS[::3]), ("1.3", ".svg"), ("2.3", ".svg")],
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
    return replace(PICTURES["1.1"].unanswered(""), task="1.1")


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
    monkeypatch.setattr(gallery, "PATIENCE", 0.1)
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
