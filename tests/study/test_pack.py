"""
Packing.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from autograder import cli
from autograder.classroom.entries import Entry, Names, Upload
from autograder.classroom.intake import take_in
from autograder.grading.commands import pytest_command
from autograder.grading.errors import KitError
from autograder.grading.spec import spec_names
from autograder.grading.task_list import task_list
from autograder.study.pack import HAND_IN, pack
from tests.outline import NAMES
from tests.study.projects import project


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's project with one task done, a virtual environment and other files."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "day4_ex1.py").touch()
    (tmp_path / "progress.txt").touch()
    return project(tmp_path, right=["2.1"])


def members(root: Path) -> dict[str, bytes]:
    with ZipFile(root / HAND_IN) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_exercises_alone_are_packed(root: Path) -> None:
    """
    The archive holds the exercises byte for byte and nothing else, and the lines say so.
    """
    said = pack(root)

    assert members(root) == {
        f"{name}.py": (root / "exercises" / f"{name}.py").read_bytes() for name in spec_names()
    }
    assert f"Wrote {HAND_IN}. It holds:" == said[0]
    place = Path("exercises", "day4_ex1.py")
    assert f"  day4_ex1.py   from {place}" == said[1]


def test_what_is_still_to_do_is_named(root: Path) -> None:
    """
    Tasks not begun are named; if it is all of them or none, the line is short.
    """
    assert any(
        one.startswith("Still TODO: 1.1 indefinite_integral, ") and "2.1" not in one
        for one in pack(root)
    )
    project(root)
    assert "Still TODO: every task." in pack(root)
    for name in NAMES:
        path = root / "exercises" / f"{name}.py"
        text = path.read_text(encoding="utf-8").replace("raise NotImplementedError(", "print(")
        path.write_text(text, encoding="utf-8")
    assert "Nothing in it is still TODO." in pack(root)


def test_a_missing_exercise_and_a_broken_line_are_named(root: Path) -> None:
    """
    What is not in the archive, and what Python cannot read, is said before it is handed in.
    """
    (root / "exercises" / "day4_ex1.py").unlink()
    (root / "exercises" / "day4_ex2.py").write_text("def add_bias(X:\n    return X\n")
    said = pack(root)

    assert [f"{name}.py" for name in NAMES[1:]] == list(members(root))
    assert "Not in it: day4_ex1. There is no day4_ex1.py in exercises/." in said
    place = Path("exercises", "day4_ex2.py")
    assert f"Python cannot read it yet: {place}:1" in said


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Copy of day4_ex2.py", "day4_ex2.py"),
        ("day4_ex2.py.txt", "day4_ex2.py"),
        ("day4_ex2.txt", "day4_ex2.py"),
        ("day4_ex2-Copy1.IPYNB", "day4_ex2.ipynb"),
        ("day4_ex2.ipynb.json", "day4_ex2.ipynb"),
    ],
)
def test_work_under_another_name_gets_its_name_back(root: Path, name: str, inside: str) -> None:
    """
    Work in a copy is packed under the name of the exercise, and the remark says where it was.
    """
    path = root / "exercises" / "day4_ex2.py"
    done = path.read_bytes()
    project(root)
    (root / "exercises" / name).write_bytes(done)
    said = pack(root)

    assert done == members(root)[inside]
    assert f"Graded: {name}, because day4_ex2.py holds no work." in said


def test_the_batch_takes_it(root: Path) -> None:
    """
    What is packed is what a batch grades, under any name that a platform gives the archive.
    """
    pack(root)
    for name in (HAND_IN, "day4-handin-1.zip", "Day4-Handin (2).zip"):
        entry = Entry("ada", (Upload(root / HAND_IN, name),))
        taken = take_in(entry, Names(spec_names()))

        assert members(root) == taken.files
        assert () == taken.remarks


def test_its_own_archive_is_replaced(root: Path) -> None:
    """
    After a change the archive is replaced as a whole, and no other file appears.
    """
    pack(root)
    before = {*root.iterdir()}
    (root / "exercises" / "day4_ex1.py").write_text("x = 1\n")

    assert f"Replaced {HAND_IN}. It holds:" == pack(root)[0]
    assert b"x = 1\n" == members(root)["day4_ex1.py"]
    assert before == {*root.iterdir()}


@pytest.mark.parametrize("other", [b"", b"mine", "zip", "newer"])
def test_another_file_of_that_name_is_left_alone(root: Path, other: bytes | str) -> None:
    """
    A file that this command has not written is not replaced, and the sentence says what to do.
    """
    target = root / HAND_IN
    if isinstance(other, bytes):
        target.write_bytes(other)
    else:
        with ZipFile(target, "w") as archive:
            archive.writestr("thesis.txt", "mine")
        if other == "newer":  # than any version of the format that Python reads
            target.write_bytes(
                target.read_bytes().replace(b"PK\1\2\x14\3\x14", b"PK\1\2\x14\3\xff")
            )
    content = target.read_bytes()

    with pytest.raises(KitError, match=r"left as it is\. Move or rename it"):
        pack(root)
    assert content == target.read_bytes()


def test_a_failed_write_leaves_the_old_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    If the archive cannot be put in place, the one from before is whole.
    """
    pack(root)
    before = (root / HAND_IN).read_bytes()
    (root / "exercises" / "day4_ex1.py").write_text("x = 1\n")

    def failing(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(OSError, match="No space"):
        pack(root)
    assert before == (root / HAND_IN).read_bytes()


@pytest.mark.parametrize("below", [".", "exercises", "notes/deep"])
def test_it_works_from_subfolders(
    root: Path, below: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Typed in any folder of the project, the archive lands beside exercises/, and the command that is
    printed fits there.
    """
    (root / below).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(root / below)

    assert cli.DONE == cli.main(["pack"])
    assert {f"{name}.py" for name in NAMES} == {*members(root)}
    said = " ".join(capsys.readouterr().out.split())
    assert said.endswith(f"To check your exercises once more: {pytest_command()}")


def test_two_works_are_a_question(root: Path) -> None:
    """
    If two copies with different work come into question, nothing is written.
    """
    done = (root / "exercises" / "day4_ex2.py").read_bytes()
    project(root)
    (root / "exercises" / "a.py").write_bytes(done)
    (root / "exercises" / "b.py").write_bytes(done + b"# b\n")

    with pytest.raises(KitError, match="Which one counts"):
        pack(root)
    assert not (root / HAND_IN).exists()


def test_a_bonus_is_not_left_to_do(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A bonus that was not begun is named as no more than that.
    """
    tasks = [replace(task, is_bonus=task.number != "2.1") for task in task_list()]
    monkeypatch.setattr("autograder.study.pack.task_list", lambda: tuple(tasks))
    bonus = [one for one in pack(root) if "but for a bonus: " in one]

    assert len(bonus) == 1
    assert "2.1" not in bonus[0]
