"""
Choice for nbgrader.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.classroom.entries import Names, Refused
from autograder.classroom.nbgrader_choice import settle
from tests.classroom.rooms import ONE, TWO, laid_out, zipped
from tests.classroom.test_choice import OTHER, STUB, notebook

NAME = "day4_ex1.ipynb"
KEPT = "day4_ex1.handed-in.ipynb"
NAMES = Names(("day4_ex1", "day4_ex2"))
WORK, DONE, IDLE = (notebook(text.decode()) for text in (ONE, OTHER, STUB))
RIVAL = "Graded: {name}. {other} holds work, too; to have that graded, remove what does not count."
ANEW = f"Graded: {NAME}, rewritten so that nbgrader can open it."
BOM = b"\xef\xbb\xbf"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def settled(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """What is said of these files, which a second time changes nothing and loses none of them."""
    laid_out(folder, files)
    said = list(settle(folder, NAMES))
    after = contents(folder)
    again = list(settle(folder, NAMES))

    assert after == contents(folder)
    assert set(files.values()) <= set(after.values())
    assert [] == [sentence for sentence in again if KEPT in sentence]
    return said


def code(path: Path) -> str:
    """The code in a notebook, as nbgrader reads the file."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "code")


@pytest.mark.parametrize("stub", [IDLE, None], ids=["beside a stub", "alone"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Copy of day4_ex1.ipynb", WORK),
        ("day4_ex1 (1).ipynb", WORK),
        ("day4_ex1-Copy1.ipynb", WORK),
        ("Day4_Ex1.ipynb", WORK),
        ("my answers.ipynb", WORK),
        ("deep/er/day4_ex1.ipynb", WORK),
        ("day4_ex1 (1).ipynb", BOM + WORK),
        ("day4_ex1 (1).ipynb", WORK.decode().encode("utf-16")),
        ("day4_ex1.py", ONE),
        ("answers.txt", ONE),
        ("day4.zip", zipped({"day4_ex1.ipynb": WORK})),
        ("day4_ex1.ipynb.json", WORK),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_work_gets_the_name(tmp_path: Path, name: str, content: bytes, stub: bytes | None) -> None:
    """
    Whatever a file with work is called, nbgrader finds it, and a stub in its place is kept.
    """
    said = settled(tmp_path, {name: content, **({NAME: stub} if stub else {})})
    shown = "day4.zip/day4_ex1.ipynb" if name == "day4.zip" else name
    why = f"holds no work. What was {NAME} is now {KEPT}." if stub else "is missing."

    assert [f"Graded: {shown}, because {NAME} {why}"] == said
    assert [] == list(settle(tmp_path, NAMES))
    assert ONE.decode().strip() in code(tmp_path / NAME)
    assert stub == contents(tmp_path).get(KEPT)


@pytest.mark.parametrize(
    "files",
    [
        {NAME: WORK},
        {NAME: IDLE},
        {NAME: IDLE, "day4_ex1.py": STUB, "Copy of day4_ex1.ipynb": IDLE},
        {NAME: WORK, "Copy of day4_ex1.ipynb": IDLE, "day4_ex1.py": STUB},
        {NAME: WORK, "Copy of day4_ex1.ipynb": WORK, "day4_ex1.py": ONE},
        {NAME: IDLE, "notes.txt": b"a note", "essay.pdf": b"%PDF"},
        {},
    ],
    ids=["work", "stub", "stubs", "work and stubs", "equal work", "stub and notes", "nothing"],
)
def test_what_is_clear_is_left_alone(tmp_path: Path, files: Mapping[str, bytes]) -> None:
    """
    Where the notebook of that name is what counts, nothing is said and nothing is written.
    """
    assert [] == settled(tmp_path, files)
    assert files == contents(tmp_path)


def test_other_work_beside_a_finished_notebook_is_named(tmp_path: Path) -> None:
    """
    A notebook with work is graded by its name, and what differs is named.
    """
    said = settled(tmp_path, {NAME: WORK, "day4_ex1.py": OTHER})

    assert [RIVAL.format(name=NAME, other="day4_ex1.py")] == said


@pytest.mark.parametrize(
    "content",
    [BOM + WORK, WORK.decode().encode("utf-16"), ONE, BOM + IDLE, IDLE.decode().encode("utf-16")],
    ids=["BOM", "UTF-16", "script", "stub with a BOM", "stub in UTF-16"],
)
def test_a_notebook_that_nbgrader_cannot_open_is_written_anew(
    tmp_path: Path, content: bytes
) -> None:
    """
    A notebook in another encoding, or a script by that name, becomes one that opens.
    """
    said = settled(tmp_path, {NAME: content})

    assert [f"{ANEW} What was {NAME} is now {KEPT}."] == said
    assert "def indefinite_integral" in code(tmp_path / NAME)


@pytest.mark.parametrize("stub", [IDLE, None], ids=["beside a stub", "alone"])
def test_different_work_is_a_question(tmp_path: Path, stub: bytes | None) -> None:
    """
    Of two copies with different work none is taken: a notebook asks which one counts.
    """
    files = {"a.ipynb": WORK, "b.ipynb": DONE, "day4_ex2.py": TWO}
    said = settled(tmp_path, {**files, **({NAME: stub} if stub else {})})
    (cell,) = json.loads((tmp_path / NAME).read_text())["cells"]

    assert "There are 2 different files for day4_ex1.ipynb (a.ipynb, b.ipynb)" in said[0]
    assert said[0].startswith(cell["source"])
    assert stub == contents(tmp_path).get(KEPT)
    assert "day4_ex2.py, because day4_ex2.ipynb is missing" in said[1]


def test_a_question_can_be_answered(tmp_path: Path) -> None:
    """
    When the file that does not count is gone, the other is graded, and the question is gone, too.
    """
    settled(tmp_path, {"a.ipynb": WORK, "b.ipynb": DONE, NAME: IDLE})
    (tmp_path / "b.ipynb").unlink()
    said = list(settle(tmp_path, NAMES))

    assert [f"Graded: a.ipynb, because {NAME} holds no work."] == said
    assert ONE.decode() == code(tmp_path / NAME)
    assert {NAME, "a.ipynb", KEPT} == set(contents(tmp_path))


@pytest.mark.parametrize("name", [NAME, "Copy of day4_ex1.ipynb"])
def test_what_cannot_be_read_is_a_question(tmp_path: Path, name: str) -> None:
    """
    A notebook that is cut off is named and kept, and no zero is given for it.
    """
    said = settled(tmp_path, {name: WORK[:-40]})

    assert said[0].startswith(f"{name} cannot be read as a notebook; hand in {NAME} once more.")
    assert said[0].startswith(json.loads((tmp_path / NAME).read_text())["cells"][0]["source"])


def test_a_large_notebook_is_taken_without_its_pictures(tmp_path: Path) -> None:
    """
    A copy with more pictures than a notebook may have is a notebook that nbgrader can run.
    """
    pictures = notebook(ONE.decode(), outputs=[{"data": "x" * 3 * 1024**2}])
    settled(tmp_path, {"Copy of day4_ex1.ipynb": pictures, NAME: IDLE})
    (cell,) = json.loads((tmp_path / NAME).read_text())["cells"]

    assert [] == cell["outputs"]
    assert ONE.decode() == cell["source"]


def test_every_file_in_the_way_is_kept(tmp_path: Path) -> None:
    """
    A second untouched notebook, of a later submission, does not replace the first that was kept.
    """
    files = {NAME: IDLE, KEPT: IDLE + b" ", "Copy of day4_ex1.ipynb": WORK}
    laid_out(tmp_path, files)
    list(settle(tmp_path, NAMES))

    assert set(files.values()) < set(contents(tmp_path).values())
    assert IDLE == (tmp_path / "day4_ex1.handed-in-1.ipynb").read_bytes()


def test_a_failed_write_leaves_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    On a full disk the notebook that was there is still there under its name.
    """

    def full(*_: object) -> None:
        raise OSError("disk is full")

    files = {NAME: IDLE, "Copy of day4_ex1.ipynb": WORK}
    laid_out(tmp_path, files)
    monkeypatch.setattr("autograder.classroom.nbgrader_choice.write_atomically", full)
    with pytest.raises(OSError, match="full"):
        list(settle(tmp_path, NAMES))

    assert files == contents(tmp_path)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """
    A link is refused, and nothing is written in its place.
    """
    laid_out(tmp_path / "ada", {"Copy of day4_ex1.ipynb": WORK})
    (tmp_path / "other").write_bytes(IDLE)
    (tmp_path / "ada" / NAME).symlink_to(tmp_path / "other")
    with pytest.raises(Refused, match="is a link"):
        list(settle(tmp_path / "ada", NAMES))

    assert IDLE == (tmp_path / "other").read_bytes()
