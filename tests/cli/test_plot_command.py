from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder import cli
from autograder.grading.spec import PROJECT
from tests.grading.pictures.answers import PICTURES, RIGHT, STUB, written


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a right 1.1, the place where commands run, and no window."""
    (tmp_path / "exercises").mkdir()
    written(tmp_path / "exercises", "1.1", RIGHT["1.1"])
    monkeypatch.setattr("autograder.grading.pictures.gallery.opener", tuple)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_a_display_it_is_saved_and_described(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Where no window can be opened, the picture is saved here and its text is printed.
    """
    assert cli.DONE == cli.main(["plot", "1.1"])
    said = capsys.readouterr().out.splitlines()

    assert said[0].startswith("Saved 1.1.png: Your F")
    assert "The slope of your F is f: the two curves coincide." in said
    assert (root / "1.1.png").read_bytes().startswith(b"\x89PNG")


def test_with_a_display_it_is_opened(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Where a window opens, nothing is written into the learner's folder.
    """
    monkeypatch.setattr("autograder.grading.pictures.gallery.open_window", lambda _: True)

    assert cli.DONE == cli.main(["plot", "1.1"])
    assert capsys.readouterr().out.startswith("Opened in a window: Your F")
    assert ["exercises"] == [path.name for path in root.iterdir()]


@pytest.mark.parametrize(("name", "head"), [("a.png", b"\x89PNG"), ("b.SVG", b"<?xml")])
def test_picture_is_saved_as_named(
    root: Path, name: str, head: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    The ending of the file decides on its kind; one sentence says that it is there.
    """
    assert cli.DONE == cli.main(["plot", "1.1", "--save", name])
    assert (root / name).read_bytes().startswith(head)
    assert 1 == capsys.readouterr().out.count("\n")


def test_text_writes_no_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    With --text the numbers are printed, and matplotlib is not needed.
    """
    assert cli.DONE == cli.main(["plot", "1.1", "--text"])
    assert capsys.readouterr().out.startswith("1.1 Your F")
    assert ["exercises"] == [path.name for path in root.iterdir()]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plot", "9.9"], "There is no task '9.9'; the tasks are 1.1, 1.2"),
        (["plot", "1.1", "--save", "a.jpg"], "a.jpg ends in neither .png nor .svg."),
        (["plot", "1.1", "--save", "a"], "a ends in neither .png nor .svg."),
        (["plot", "1.1", "--save", "no/a.png"], "There is no folder no."),
        (["plot", "1.1", "--save", "folder.png"], "folder.png is a folder."),
        (["plot", "1.1", "--submission", "no.py"], "There is nothing at no.py."),
        (["plot", "2.3", "--submission", "exercises/day4_ex1.py"], "day4_ex2.py is missing."),
    ],
)
def test_what_cannot_be_understood_is_one_sentence(
    root: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    A wrong task, ending or place ends in exit code 1 or 2 and one sentence.
    """
    (root / "folder.png").mkdir()
    is_missing = said.endswith("is missing.")

    assert (cli.OPEN if is_missing else cli.USAGE) == cli.main(arguments)
    heard = capsys.readouterr()
    assert ("", 1) == (heard.out, heard.err.count("\n"))
    assert said in heard.err


@pytest.mark.parametrize("option", [[], ["--text"], ["--save", "a.svg"]], ids=str)
def test_stub_is_left_to_do(
    root: Path, option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """
    What is not written yet ends in exit code 1, a sentence, and no file.
    """
    written(root / "exercises", "1.1", STUB)

    assert cli.OPEN == cli.main(["plot", "1.1", *option])
    assert "1.1 indefinite_integral is not written yet" in capsys.readouterr().err
    assert ["exercises"] == [path.name for path in root.iterdir()]


@pytest.mark.parametrize("option", [[], ["--text"], ["--save", "a.png"]], ids=str)
def test_answer_without_a_curve_is_left_to_do(
    root: Path, option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """
    A picture on which the learner's curve is missing says why, in exit code 1 and on the screen.
    """
    written(root / "exercises", "1.1", "return 'no'")

    assert cli.OPEN == cli.main(["plot", "1.1", *option])
    said = " ".join(capsys.readouterr().out.split())
    assert "Your function returned 'no'" in said


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_closed_folder_is_explained(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    For a folder that cannot be written to, one sentence says what to do instead.
    """
    root.chmod(0o555)
    try:
        assert cli.OPEN == cli.main(["plot", "1.1"])
    finally:
        root.chmod(0o755)
    assert "1.1.png cannot be written" in capsys.readouterr().err


@pytest.mark.usefixtures("root")
def test_failed_write_is_explained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    For a full disk, one sentence says what to do instead.
    """

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("autograder.grading.pictures.gallery.save", full)

    assert cli.OPEN == cli.main(["plot", "1.1", "--save", "a.png"])
    assert "a.png cannot be written (No space left on device)." in capsys.readouterr().err


def test_other_submission_is_drawn(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Another folder is drawn in place of exercises/.
    """
    (root / "other").mkdir()
    written(root / "other", "1.1", "return 2 * sp.integrate(f, x)")

    assert cli.DONE == cli.main(["plot", "1.1", "--text", "--submission", "other"])
    assert "The slope of your F is 2 times f" in capsys.readouterr().out


@pytest.mark.sweep
def test_only_a_picture_needs_matplotlib(tmp_path: Path) -> None:
    """
    Neither the checks nor the text of a picture load matplotlib; drawing does, without pyplot.
    """
    code = """
import sys, pytest
from autograder.cli import main
def loaded():
    print("loaded", [name for name in ("matplotlib", "matplotlib.pyplot") if name in sys.modules])
other = ["--submission", "solutions"]
pytest.main(["autograder", "-k", "1.4", *other])
loaded()
main(["plot", "1.4", "--text", *other])
loaded()
main(["plot", "1.4", "--save", sys.argv[1], *other])
loaded()
"""
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, str(tmp_path / "a.png")],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("loaded")]

    assert ["loaded []", "loaded []", "loaded ['matplotlib']"] == lines, done.stdout
    assert (tmp_path / "a.png").exists()


def test_without_a_task_every_picture_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """
    `autograder plot` alone says what there is to see, a line for each task.
    """
    assert cli.DONE == cli.main(["plot"])
    listed = capsys.readouterr().out.splitlines()

    assert sorted(PICTURES) == [line.split()[0] for line in listed]
    assert all(len(line.split()) > 3 for line in listed)
