"""
The autograder for Gradescope, run as its specification says.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring import gradescope_bundle
from autograder.authoring.gradescope_bundle import SCRIPTS, write_bundle
from autograder.grading.errors import KitError
from autograder.grading.grade import SOLUTIONS, grade
from autograder.grading.spec import PROJECT
from tests.leaks import leaking, solutions_in
from tests.outline import BONUS, MOST

METADATA = {
    "id": 123456,
    "created_at": "2026-05-01T12:00:00.000000-07:00",
    "assignment": {"title": "Day 4", "total_points": f"{MOST}.0", "due_date": None},
    "users": [{"email": "ada@uni.edu", "id": 1234, "name": "Ada"}],
    "previous_submissions": [],
}
WRONG = PROJECT / "tests" / "submissions" / "wrong"
POSIX = pytest.mark.skipif(os.name == "nt", reason="a container of Gradescope runs Linux")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip file that an instructor uploads."""
    folder = tmp_path_factory.mktemp("gradescope")
    write_bundle(folder / "day4")
    return folder / "day4.zip"


def set_up(root: Path, archive: Path) -> Path:
    """The documented layout: what Gradescope makes before it runs anything."""
    for name in ("source", "submission", "results"):
        (root / name).mkdir()
    with zipfile.ZipFile(archive) as file:
        file.extractall(root / "source")
    shutil.copy(root / "source" / "run_autograder", root / "run_autograder")
    (root / "submission_metadata.json").write_text(json.dumps(METADATA))
    return root


def results(root: Path, submission: dict[str, bytes]) -> tuple[Any, str]:
    """What one run leaves for Gradescope, and what it prints for the instructor."""
    for name, content in submission.items():
        (root / "submission" / name).write_bytes(content)
    done = subprocess.run(
        ["bash", str(root / "run_autograder")],
        cwd=root,
        env={**os.environ, "AUTOGRADER_ROOT": str(root), "AUTOGRADER_PYTHON": sys.executable},
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads((root / "results" / "results.json").read_text()), done.stdout


def test_it_holds_no_solution(archive: Path) -> None:
    """
    Two scripts that may be run stand at the top, and no line of a solution is inside.
    """
    with zipfile.ZipFile(archive) as file:
        files = {info.filename: file.read(info) for info in file.infolist()}
        modes = {info.filename: info.external_attr >> 16 for info in file.infolist()}

    assert {} == leaking(files)
    assert set() == solutions_in(files)
    assert set(SCRIPTS) == {name for name, mode in modes.items() if mode & stat.S_IXUSR}
    assert all(b"\r" not in files[name] for name in SCRIPTS)


@POSIX
@pytest.mark.sweep
def test_the_solutions_get_every_point(tmp_path: Path, archive: Path) -> None:
    """
    Run in the documented folders, it gives the solutions all points.
    """
    files = {path.name: path.read_bytes() for path in SOLUTIONS.glob("*.py")}
    found, said = results(set_up(tmp_path, archive), files)

    assert MOST == sum(test["max_score"] for test in found["tests"])
    assert MOST + BONUS == found["score"]
    assert {"passed"} == {test["status"] for test in found["tests"]}
    assert said.startswith("GRADED, isolation: ")


@POSIX
@pytest.mark.sweep
def test_a_wrong_submission_gets_its_points(tmp_path: Path, archive: Path) -> None:
    """
    A wrong answer loses what it loses in a local run, and reads the sentence for it.
    """
    path = next(iter(sorted((WRONG / "day4_ex1").glob("*.py"))))
    verdict = grade(path)
    found, _ = results(set_up(tmp_path, archive), {"day4_ex1.py": path.read_bytes()})

    assert verdict.points == found["score"]
    assert MOST == sum(test["max_score"] for test in found["tests"])
    assert any(test["output"] for test in found["tests"] if test["status"] == "failed")


def test_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A file that exists is refused, and a failure leaves nothing behind.
    """
    (tmp_path / "old.zip").write_bytes(b"")
    with pytest.raises(KitError, match="exists already"):
        write_bundle(tmp_path / "old.zip")
    monkeypatch.setattr(gradescope_bundle, "bundle", lambda: {"a": None})
    with pytest.raises(TypeError):
        write_bundle(tmp_path / "new")

    assert ["old.zip"] == [path.name for path in tmp_path.iterdir()]
