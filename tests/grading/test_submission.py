"""
Finding the files of a submission.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.grading.errors import KitError
from autograder.grading.submission import find_submission, holds_work, is_skipped
from autograder.study.reset import keep


def as_notebook(text: str) -> str:
    return json.dumps({"cells": [{"cell_type": "code", "source": text}]})


STUB = 'def integrate(f):\n    """Doc."""\n    raise NotImplementedError\n'
WORK = "def integrate(f):\n    return f\n"
WALK = as_notebook("def train():\n    pass\n")
ASKED = {
    "day4_ex1": ("integrate",),
    "day4_ex2": ("descend", "train"),
    "day8_ex1": ("same",),
    "day9_ex1": ("same",),
}


@pytest.mark.parametrize(
    ("name", "text", "exercise"),
    [
        pytest.param("day4_ex1.py", "", "day4_ex1", id="by-name"),
        pytest.param("mine.py", "def train():\n    pass\n", "day4_ex2", id="by-content"),
        pytest.param("ada_day4_ex2_final.py", "def (:", "day4_ex2", id="by-part"),
        pytest.param("day4_ex1.ipynb", "{}", "day4_ex1", id="notebook-by-name"),
        pytest.param("mine.ipynb", WALK, "day4_ex2", id="notebook-by-content"),
        pytest.param("mine.txt", "def train(:\n", "day4_ex2", id="text-by-content"),
        pytest.param("mine.ipynb.json", WALK, "day4_ex2", id="json-by-content"),
        pytest.param("day8_ex1/mine.py", "def same():\n    pass\n", "day8_ex1", id="by-folder"),
    ],
)
def test_single_file_is_recognised(tmp_path: Path, name: str, text: str, exercise: str) -> None:
    """
    A file is recognised by its name, else by what it defines, else by a part of its name.
    """
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)

    assert {exercise: path} == find_submission(path, ASKED).files


@pytest.mark.parametrize(
    ("script", "notebook", "taken", "remark"),
    [
        pytest.param(STUB, STUB, "day4_ex1.py", "", id="untouched"),
        pytest.param(WORK, STUB, "day4_ex1.py", "", id="script"),
        pytest.param(STUB, WORK, "day4_ex1.ipynb", "holds no work", id="notebook"),
        pytest.param(WORK, WORK, "day4_ex1.py", "holds work, too", id="both"),
        pytest.param(None, STUB, "day4_ex1.ipynb", "", id="notebook-alone"),
    ],
)
def test_file_with_work_is_taken(
    tmp_path: Path, script: str | None, notebook: str, taken: str, remark: str
) -> None:
    """
    The script or the notebook that holds work is graded; the script if both do.
    """
    if script is not None:
        (tmp_path / "day4_ex1.py").write_text(script)
    (tmp_path / "day4_ex1.ipynb").write_text(as_notebook(notebook))
    found = find_submission(tmp_path, ASKED)

    assert {"day4_ex1": tmp_path / taken} == found.files
    assert bool(remark) == bool(found.remarks)
    assert remark in "".join(found.remarks)


def test_folder_gives_the_exercises_in_it(tmp_path: Path) -> None:
    """
    A folder gives the exercises in it and no others.
    """
    path = tmp_path / "day4_ex2.py"
    path.write_text("")

    assert {"day4_ex2": path} == find_submission(tmp_path, ASKED).files


@pytest.mark.parametrize(
    ("name", "says"),
    [
        pytest.param("nowhere", "Check the path", id="absent"),
        pytest.param("empty", "holds no day4_ex1.py", id="empty-folder"),
        pytest.param("notes.docx", r"is neither a .py file", id="other-ending"),
        pytest.param("odd.py", "not clear which exercise", id="unknown-file"),
        pytest.param("odd.txt", r"Name it day4_ex1\.py or day4_ex2\.py", id="unknown-text"),
    ],
)
def test_what_cannot_be_graded_is_told(tmp_path: Path, name: str, says: str) -> None:
    """
    A path that cannot be graded is refused with one sentence that says what to do.
    """
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.docx").write_text("")
    (tmp_path / "odd.py").write_text("")
    (tmp_path / "odd.txt").write_text("")

    with pytest.raises(KitError, match=says):
        find_submission(tmp_path / name, ASKED)


@pytest.mark.parametrize(
    "other",
    """day4_ex1 (1).py|day4_ex1-1.py|day4_ex1 - Copy.py|Copy of day4_ex1.ipynb|day4_ex1-Copy1.ipynb
    |day4_ex1.py.txt|day4_ex1.PY|mine/day4_ex1.py|../day4_ex1.py|untitled.py|day4_ex1.txt
    |day4_ex1.pyw|day4_ex1.ipynb.json""".split("|"),
)
@pytest.mark.parametrize("plain", [STUB, "", None], ids=["stub", "empty", "none"])
def test_work_under_another_name_is_found(tmp_path: Path, plain: str | None, other: str) -> None:
    """
    Where the file of the plain name holds no work, the one that does is graded, and a remark says
    so.
    """
    path = tmp_path / "exercises" / other.strip()
    (tmp_path / "exercises" / "mine").mkdir(parents=True)
    path.write_text(as_notebook(WORK) if ".ipynb" in path.name else WORK)
    if plain is not None:
        (tmp_path / "exercises/day4_ex1.py").write_text(plain)
    found = find_submission(tmp_path / "exercises", {"day4_ex1": ("integrate",)})

    assert path.read_bytes() == found.files["day4_ex1"].read_bytes()
    assert path.name in found.remarks[0]
    assert ("is missing" if plain is None else "holds no work") in found.remarks[0]


def test_what_reset_keeps_is_no_answer(tmp_path: Path) -> None:
    """
    Work that was set aside to start over is not graded in place of the stub.
    """
    (tmp_path / "day4_ex1.py").write_text(WORK)
    keep(tmp_path / "day4_ex1.py", WORK.encode())
    (tmp_path / "day4_ex1.py").write_text(STUB)
    found = find_submission(tmp_path, ASKED)

    assert (tmp_path / "day4_ex1.py", ()) == (found.files["day4_ex1"], found.remarks)


def test_one_of_several_is_asked_for(tmp_path: Path) -> None:
    """
    Copies with different work are a question; equal ones and files without work are not.
    """
    for name, text in {"day4_ex1.py": STUB, "a.py": WORK, "b.py": WORK, "c.py": STUB}.items():
        (tmp_path / name).write_text(text)
    assert tmp_path / "a.py" == find_submission(tmp_path, ASKED).files["day4_ex1"]

    (tmp_path / "b.py").write_text(WORK + "# changed")
    with pytest.raises(KitError, match=r"a\.py and b\.py hold work for day4_ex1\. Which"):
        find_submission(tmp_path, ASKED)


@pytest.mark.parametrize(
    "work",
    [
        *(WORK.replace("f)", "f").encode(), WORK.encode("utf-16"), WORK.encode("utf-16-le")),
        *(WORK.replace("\n", "\r").encode(), (WORK + "x = '\xe9'").encode("latin-1")),
    ],
    ids=["broken", "utf-16", "no-mark", "mac", "latin-1"],
)
def test_work_that_is_hard_to_read_is_found(tmp_path: Path, work: bytes) -> None:
    """
    A copy in which a person can see work is taken for a stub, unless another one can be read.
    """
    (tmp_path / "day4_ex1.py").write_text(STUB)
    (tmp_path / "day4_ex1 (1).py").write_bytes(work)
    found = find_submission(tmp_path, ASKED)

    assert tmp_path / "day4_ex1 (1).py" == found.files["day4_ex1"]
    assert ("Graded: day4_ex1 (1).py, because day4_ex1.py holds no work.",) == found.remarks


def test_damaged_work_gives_way_to_a_copy(tmp_path: Path) -> None:
    """
    A file in UTF-16 counts where nothing else holds work, under the plain name as under another.
    """
    (tmp_path / "day4_ex1.py").write_text(WORK, encoding="utf-16")
    (tmp_path / "a.py").write_text(WORK + "# older", encoding="utf-16")
    assert tmp_path / "day4_ex1.py" == find_submission(tmp_path, ASKED).files["day4_ex1"]

    (tmp_path / "b.txt").write_text(WORK)
    found = find_submission(tmp_path, ASKED)
    assert tmp_path / "b.txt" == found.files["day4_ex1"]
    assert ("Graded: b.txt, because day4_ex1.py cannot be read.",) == found.remarks


@pytest.mark.parametrize("end", ["\r\n", "\r", " \n", "\n\n"])
def test_copies_are_one_however_their_lines_end(tmp_path: Path, end: str) -> None:
    """
    Files with the same code are one, and no rivals.
    """
    (tmp_path / "a.py").write_text(WORK)
    (tmp_path / "b.py").write_bytes(WORK.replace("\n", end).encode())
    assert tmp_path / "a.py" == find_submission(tmp_path, ASKED).files["day4_ex1"]

    (tmp_path / "day4_ex1.py").write_text(WORK)
    assert () == find_submission(tmp_path, ASKED).remarks


@pytest.mark.parametrize("text", [WORK, "def integrate(f:\n", WORK + "1 /"])
def test_work_under_the_plain_name_counts(tmp_path: Path, text: str) -> None:
    """
    A file with work, or with a line that Python cannot read, comes before a copy, which is named.
    """
    (tmp_path / "day4_ex1.py").write_text(text)
    (tmp_path / "day4_ex1 (1).py").write_text(WORK + "# older")
    found = find_submission(tmp_path, ASKED)

    assert tmp_path / "day4_ex1.py" == found.files["day4_ex1"]
    assert "Graded: day4_ex1.py. day4_ex1 (1).py holds work, too: " in found.remarks[0]

    (tmp_path / "day4_ex1 (1).py").write_text(text)
    assert () == find_submission(tmp_path, ASKED).remarks


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        *((".git", True), ("__MACOSX", True), ("venv", True), ("environment", False)),
        ("site-packages", True),
        *(("a.py", False), ("node_module\u017f", False)),
    ],
)
def test_what_tools_leave_is_skipped(part: str, expected: bool) -> None:
    """
    Hidden files and tools' folders are not the learner's work.
    """
    assert expected is is_skipped(part)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (STUB, False),
        (STUB.replace("integrate", "other").replace("raise", "return 1; raise"), False),
        (STUB.replace("raise", "return 1; raise"), True),
        (STUB + "x = (", False),
        ("x = (", True),
        ("", False),
    ],
    ids=["stub", "other", "begun", "broken-stub", "broken", "empty"],
)
def test_work_is_told_from_a_stub(tmp_path: Path, text: str, expected: bool) -> None:
    """
    A file holds work once a function that is asked for is not a stub, or if none can be seen in it.
    """
    (tmp_path / "a.py").write_text(text)
    (tmp_path / "a.ipynb").write_text(as_notebook(text))

    assert expected is holds_work(tmp_path / "a.py", ["integrate"])
    assert expected is holds_work(tmp_path / "a.ipynb", ["integrate"])


def test_unreadable_file_counts_as_work(tmp_path: Path) -> None:
    """
    A notebook that cannot be read was touched by somebody.
    """
    path = tmp_path / "file.ipynb"
    path.write_text("<<<<<<< mine")

    assert holds_work(path, ["integrate"])


@pytest.mark.parametrize("asked", [ASKED, {"day9_ex1": ("same",)}], ids=["all", "one"])
def test_work_on_another_exercise_is_left_alone(
    tmp_path: Path, asked: dict[str, tuple[str, ...]]
) -> None:
    """
    A file that is called like another exercise is no work on this one, though both ask for a
    function of the same name.
    """
    (tmp_path / "day8_ex1.py").write_text("def same():\n    return 8\n")
    (tmp_path / "day9_ex1.py").write_text("def same():\n    raise NotImplementedError\n")

    found = find_submission(tmp_path, asked)

    assert tmp_path / "day9_ex1.py" == found.files["day9_ex1"]
    assert () == found.remarks
