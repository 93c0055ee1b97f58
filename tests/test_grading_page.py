"""docs/grading.md: its commands run, and their output is what it shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.authoring.build import exercise_text
from autograder.classroom import entries as limits
from autograder.classroom.layout import LAYOUTS, entries_in
from autograder.grading.errors import KitError
from autograder.grading.spec import PROJECT
from autograder.sandbox.status import MEANING

UV = "python -m uv run "
TODO = re.compile(r'raise NotImplementedError\("TODO (\d\.\d):.*\)')
TIME = re.compile(r", \d+\.\d s( each)?$", re.MULTILINE)
BODIES = {
    "1.1": "return sp.integrate(f, x)",
    "1.2": "return sp.integrate(f, (x, lower, upper))",
    "1.3": "return definite_integral(f, x, lower, upper) == 1",
    "2.1": "return np.hstack([np.ones((len(X), 1)), X])",
}
PAGE = (PROJECT / "docs" / "grading.md").read_text(encoding="utf-8")
COMMAND, OUTPUT = re.findall(r"^```\n\$ (.*)\n([^`]*)\n```$", PAGE, re.MULTILINE)[0]
GRADES = re.findall(r"^```csv\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
FEEDBACK = re.findall(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
ROSTER = "id,name\nada,Ada Lovelace\nalan,Alan Turing\neve,Eve\ngrace,Grace Hopper\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class of the example."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(
        PROJECT / "solutions", folder / "submissions" / "ada", ignore=lambda *_: {"__pycache__"}
    )
    alan = folder / "submissions" / "alan"
    alan.mkdir()
    for solution in (PROJECT / "solutions").glob("day4_ex*.py"):
        text = TODO.sub(lambda todo: BODIES.get(todo[1], todo[0]), exercise_text(solution))
        (alan / solution.name).write_text(text, encoding="utf-8", newline="\n")
    with zipfile.ZipFile(folder / "submissions" / "eve.zip", "w") as archive:
        archive.writestr("../day4_ex1.py", "")
    (folder / "class.csv").write_text(ROSTER)
    return folder


@pytest.fixture(scope="module")
def ended(course: Path) -> subprocess.CompletedProcess[str]:
    """The command of the example, after it has run; the secret is created in the same folder."""
    words = COMMAND.removeprefix(UV).split()
    settings = {"PYTHONPATH": str(PROJECT), "XDG_CONFIG_HOME": str(course), "APPDATA": str(course)}
    return subprocess.run(
        [sys.executable, "-B", "-m", *words],
        cwd=course,
        env={**os.environ, **settings, "HOME": str(course)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_output_is_what_is_printed(ended: subprocess.CompletedProcess[str]) -> None:
    """
    The example prints what the page shows, but for the times, and for who is graded first.
    """
    assert (0, "") == (ended.returncode, ended.stderr)
    shown, printed = (sorted(TIME.sub("", text).split("\n")) for text in (OUTPUT, ended.stdout))
    assert shown == [line for line in printed if line]


@pytest.mark.usefixtures("ended")
def test_the_files_are_what_is_shown(course: Path) -> None:
    """
    The table is the one on the page, and the feedback starts as the page shows it.
    """
    feedback = course / "grades" / "feedback" / "alan.txt"

    assert GRADES == (course / "grades" / "grades.csv").read_text(encoding="utf-8-sig")
    assert feedback.read_text(encoding="utf-8").startswith(FEEDBACK)


def test_every_file_is_described(ended: subprocess.CompletedProcess[str], course: Path) -> None:
    """
    Each file that a batch writes is in the table of files.
    """
    assert 0 == ended.returncode
    for path in (course / "grades").iterdir():
        assert f"| `{path.name}{'/' if path.is_dir() else ''}` |" in PAGE


def test_statuses_are_those_of_the_code() -> None:
    """
    The page explains every status in the words of the feedback.
    """
    assert MEANING == dict(re.findall(r"^\| `([A-Z_]+)` \| (.*) \|$", PAGE, re.MULTILINE))


def test_limits_are_those_of_the_code() -> None:
    """
    The page gives the limits of intake as they are in the code.
    """
    plain = " ".join(PAGE.split())
    size = limits.size_text
    for name, limit in limits.FILE.items():
        kind = {".py": "script", ".ipynb": "notebook"}[name]
        assert f"a {kind} larger than {size(limit)}" in plain
    assert f"than {size(limits.SOURCE['.ipynb'])} without its outputs" in plain
    assert f"is larger than {size(limits.ARCHIVE)}" in plain
    assert f"more than {limits.ENTRIES} members, or more than {limits.MEMBERS} without" in plain
    assert f"unpacks to more than {size(limits.UNPACKED)} or, above {size(limits.FREE)}" in plain
    assert f"to more than {limits.RATIO} times its size" in plain
    assert f"a header larger than {size(limits.HEADER)}" in plain
    assert f"a directory larger than {size(limits.DIRECTORY)}" in plain
    assert f"take more than {size(limits.TAKEN)} together" in plain
    assert f"more than {size(limits.READ)} of other scripts and notebooks" in plain
    assert f"more than {limits.MEMBERS} files and folders" in plain


def test_the_question_is_the_one_of_the_code(tmp_path: Path) -> None:
    """
    The page shows the question whether a folder is a person or a class, and every layout.
    """
    for name in ("ada", "alan"):
        folder = tmp_path / "day4" / name
        folder.mkdir(parents=True)
        (folder / "day4_ex1.py").touch()
    with pytest.raises(KitError) as caught:
        entries_in(tmp_path)

    question = str(caught.value).replace(str(tmp_path), "submissions")
    assert f"autograder: {question}" in " ".join(PAGE.split())
    assert all(f"`{name.lower()}`" in PAGE for name in LAYOUTS)
    assert all(f"| {name} |" in PAGE for name in LAYOUTS)
