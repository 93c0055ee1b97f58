"""
Writing a copy for a class: what goes in, where it may go, all or nothing.
"""

from __future__ import annotations

import os
import re
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring import release as module
from autograder.authoring.build import solutions
from autograder.authoring.release import bundle, learners_pyproject, learners_readme, release, stamp
from autograder.grading.errors import KitError
from autograder.grading.spec import PROJECT, all_names, choose

FILES = {"LICENSE": b"MIT\n", "autograder/a.py": b"A = 1\n", "exercises/ex.py": b"x = 1\n"}


HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
REGION = "<!-- kit only: begin -->\n\n## Read on\n\nFor others.\n\n<!-- kit only: end -->\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of three files."""
    monkeypatch.setattr(module, "bundle", lambda **_: FILES)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("exists", [False, True], ids=["new", "empty"])
def test_a_folder_is_written(place: Path, exists: bool) -> None:
    """
    A new or an empty folder holds the files afterwards, and one sentence says so.
    """
    if exists:
        (place / "day4").mkdir()
    step = release(Path("day4"))

    assert {f"day4/{name}": content for name, content in FILES.items()} == contents(place)
    assert step.sentence.startswith("Wrote 3 files, none of solutions/, to day4: hand it out;")
    assert step.sentence.endswith(".")
    assert not step.is_open


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("typed", ["day4", "day4.zip"])
def test_a_zip_file_is_written(place: Path, typed: str) -> None:
    """
    The zip file lies beside the named folder and unpacks to one folder of that name.
    """
    step = release(Path(typed), zipped=True)
    with zipfile.ZipFile("day4.zip") as archive:
        archive.extractall("out")

    assert " to day4.zip: " in step.sentence
    assert {f"day4/{name}": content for name, content in FILES.items()} == contents(place / "out")
    assert {"day4.zip", "out"} == {path.name for path in place.iterdir()}


@pytest.mark.usefixtures("small")
def test_a_zip_file_knows_no_clock(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Two runs at different times give the same bytes, with plain modes and sorted names.
    """
    release(Path("day4"), zipped=True)
    (place / "later").mkdir()
    monkeypatch.setattr("time.time", lambda: 2e9)
    release(Path("later/day4"), zipped=True)
    with zipfile.ZipFile("day4.zip") as archive:
        members = archive.infolist()

    assert (place / "day4.zip").read_bytes() == (place / "later" / "day4.zip").read_bytes()
    assert sorted(member.filename for member in members) == [m.filename for m in members]
    assert {(0o100644, 3)} == {(m.external_attr >> 16, m.create_system) for m in members}
    assert {(2026, 1, 1)} == {member.date_time[:3] for member in members}


def test_an_edit_changes_the_date() -> None:
    """
    Two contents of one size get dates of their own, so that no stale cache is trusted.
    """
    assert stamp(b"points=2") == stamp(b"points=2")
    assert stamp(b"points=2") != stamp(b"points=3")


@pytest.mark.parametrize(
    ("target", "zipped", "says"),
    [
        ("full", False, "full is not empty; name a new or an empty folder."),
        ("file", False, "file is not empty; name a new or an empty folder."),
        ("old", True, "old.zip exists already; move it or choose another name."),
        ("none/day4", False, "There is no folder none; create it first."),
        (".", False, ". is the current folder or contains it; name a new folder."),
        ("..", True, ".. is the current folder or contains it; name a new folder."),
    ],
)
def test_another_place_is_refused(place: Path, target: str, zipped: bool, says: str) -> None:
    """
    What is neither new nor empty is refused in one sentence and stays as it was.
    """
    (place / "full").mkdir()
    for name in ("full/thing", "file", "old.zip"):
        (place / name).write_text("mine")
    before = contents(place)

    with pytest.raises(KitError) as caught:
        release(Path(target), zipped=zipped)

    assert says == str(caught.value)
    assert before == contents(place)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
@pytest.mark.parametrize("zipped", [False, True], ids=["folder", "zip"])
@pytest.mark.parametrize("step", ["write", "rename"])
def test_a_broken_write_leaves_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, zipped: bool, step: str
) -> None:
    """
    Ctrl-C or a full disk in the middle leaves neither a half copy nor a scratch file.
    """
    owner: Any = zipfile.ZipFile if zipped and step == "write" else Path
    name = {"write": "writestr" if zipped else "write_bytes"}.get(step, step)
    real, calls = getattr(owner, name), []

    def fail(*arguments: Any, **options: Any) -> Any:
        calls.append(arguments)
        if len(calls) == 2 or step == "rename":
            raise error
        return real(*arguments, **options)

    monkeypatch.setattr(owner, name, fail)
    with pytest.raises(type(error)):
        release(Path("day4"), zipped=zipped)

    assert calls
    assert [] == list(place.iterdir())


def test_the_package_comes_without_caches(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Caches, hidden files and old records of the package stay where they are.
    """
    for name in ("a.py", "sub/b.json", ".c.swp", "__pycache__/a.pyc", "recorded/old.json"):
        path = place / "autograder" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("x")
    monkeypatch.setattr(module, "PROJECT", place)
    monkeypatch.setattr(module, "PACKAGE", place / "autograder")

    assert {"autograder/a.py", "autograder/sub/b.json"} == set(module._package())


def test_work_in_exercises_stays_at_home(
    place: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The copy's exercises are derived from solutions/, whatever is in exercises/.
    """
    copied = "LICENSE README.md pyproject.toml solutions/day4_ex1.py exercises/conftest.py".split()
    for name in copied:
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_bytes((root / name).read_bytes())
    for name in ("day4_ex1.py", "notes.py"):
        (place / "exercises" / name).write_text("SECRET = 1\n")
    monkeypatch.setattr(module, "PROJECT", place)
    monkeypatch.setattr(module, "_package", dict)
    monkeypatch.setattr(module, "spec_names", tuple)
    files = bundle(puzzles=False)

    assert b'raise NotImplementedError("TODO 1.1:' in files["exercises/day4_ex1.py"]
    assert "exercises/notes.py" not in files
    assert not any(b"SECRET" in content for content in files.values())


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such permissions")
def test_everyone_may_read(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Folder and files have the permissions of any new file, not those of a scratch folder.
    """
    monkeypatch.setattr(module, "bundle", lambda **_: FILES)
    old = os.umask(0o022)
    try:
        release(Path("day4"))
        release(Path("day4"), zipped=True)
    finally:
        os.umask(old)

    modes = {name: (place / name).stat().st_mode & 0o777 for name in ("day4", "day4/LICENSE")}
    assert {"day4": 0o755, "day4/LICENSE": 0o644} == modes
    assert 0o644 == (place / "day4.zip").stat().st_mode & 0o777


def test_readme_of_the_kit(root: Path) -> None:
    """
    The learners' README has all sections but the one for others, and names no solutions.
    """
    text = (root / "README.md").read_text(encoding="utf-8")
    copy = learners_readme(text, ())

    assert "solutions" in text
    assert "solutions" not in copy
    assert "kit only" not in copy
    assert {"Read on"} == {*HEADING.findall(text)} - {*HEADING.findall(copy)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| a |\n| b <!-- kit only --> |\n| c |\n", "| a |\n| c |\n"),
        (f"A.\n\n{REGION}\n## B\n", "A.\n\n\n## B\n"),
        (f"A.\n\n{REGION}B.\n{REGION}", "A.\n\nB.\n"),
        ("Its solution.\n", "Its solution.\n"),
    ],
    ids=["row", "section", "two sections", "unmarked"],
)
def test_what_is_marked_goes(text: str, expected: str) -> None:
    """
    A marked line or region is left out, and its neighbours stay.
    """
    assert expected == learners_readme(text + REGION, ())


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[us](LICENSE)", "[us](LICENSE)"),
        ("[us](LICENSE#top)", "[us](LICENSE#top)"),
        ("[us](#start)", "[us](#start)"),
        ("[us](https://example.org/x#y)", "[us](https://example.org/x#y)"),
        ("[us](docs/us.md)", "us"),
        ("[us](docs/us.md#top)", "us"),
        ("![us](docs/us.png)", ""),
    ],
)
def test_links_lead_somewhere(link: str, expected: str) -> None:
    """
    A link into the copy or abroad stays, another becomes its text, a picture nothing.
    """
    assert f"See {expected}.\n" == learners_readme(f"See {link}.\n{REGION}", ["LICENSE"])


COPY = {"testpaths": ["autograder"], "addopts": ["--assert=plain"]}


def test_pyproject_of_the_kit(root: Path) -> None:
    """
    The learners' pyproject differs from the kit's in what pytest and uv do, and has no tools.
    """
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    kit, copy = tomllib.loads(text), tomllib.loads(learners_pyproject(text))
    pytest_ = {k: v for k, v in kit["tool"]["pytest"].items() if k != "norecursedirs"}
    uv = {"build-backend": kit["tool"]["uv"]["build-backend"]}

    assert {
        "project": kit["project"],
        "build-system": kit["build-system"],
        "tool": {"pytest": {**pytest_, **COPY}, "uv": uv},
    } == copy


@pytest.mark.parametrize(
    "text",
    ["# Day 4\n", "kit only: begin\n", REGION + "kit only: begin\n", REGION + "kit only: end\n"],
    ids=["none", "open", "second open", "no beginning"],
)
def test_unmarked_file_is_an_error(text: str) -> None:
    """
    A file without marks, or with a region that is not closed, is not handed out.
    """
    with pytest.raises(KitError, match=r"README.md:1: . regions begin"):
        learners_readme(text, ())
    with pytest.raises(KitError, match=r"pyproject.toml:1: . regions begin"):
        learners_pyproject(text)


@pytest.mark.usefixtures("as_before")
def test_a_copy_of_some_exercises_holds_no_file_of_others() -> None:
    """
    With a choice, spec, hints, stubs and sources of the other exercises stay at home.
    """
    first, *others = all_names()
    whole = module._package().keys()
    choose(first)
    some = module._package().keys()

    assert [PROJECT / "solutions" / f"{first}.py"] == solutions(PROJECT)
    assert {name for name in whole if any(other in name for other in others)} == whole - some
