"""docs/authors.md: an author follows it word for word, from the first command to the grades."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.grading.spec import PROJECT
from tests.copies import WISHES
from tests.test_course_pages import pattern

PAGE = (PROJECT / "docs" / "authors.md").read_text(encoding="utf-8")
STEP = re.compile(
    r"(?:`(?P<above># %% .*)` in )?`(?P<path>[\w/.]+)`:\n\n```\w+\n(?P<text>.*?)^```$"
    r"|^```\n(?P<shown>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
TYPED = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "progress.txt", "*.egg-info")
TOOLS = {"cp", "mkdir"}
FALLS_SHORT = "TODO ", "clue  "
"""What is shown where a command ends with something left to do."""
ENGINE = ("cli", "classroom", "authoring", "study", "sandbox", "grading", "judges")


def edit(path: Path, step: re.Match[str]) -> None:
    """Change lines as a diff says; otherwise add above a line or to the end, or write the file."""
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    gap = "\n" if path.suffix == ".txt" else "\n\n"
    before, after = "", f"{old}{gap}{step['text']}" if old else step["text"]
    if "```diff" in step[0]:
        lines = step["text"].splitlines(keepends=True)
        before, after = (
            "".join(one[1:] for one in lines if one[0] in kept) for kept in (" -", " +")
        )
    elif step["above"]:
        before = f"{step['above']}\n"
        after = f"{step['text']}{gap}{before}"
    assert 1 == old.count(before) or not before, f"{path} has {old.count(before)} times:\n{before}"
    path.write_text(old.replace(before, after) if before else after, encoding="utf-8")


def typed(command: str, place: Path) -> tuple[int, str]:
    """Exit code and output of a command in this folder."""
    words = shlex.split(command)
    env = {name: value for name, value in os.environ.items() if name not in {*WISHES, "COLUMNS"}}
    env |= {
        "PYTHONPATH": str(place),
        "HOME": str(place.parent),
        "XDG_CONFIG_HOME": str(place.parent),
    }
    start = [] if words[0] in TOOLS else [sys.executable, *(["-m"] if words[0] != "python" else [])]
    ended = subprocess.run(
        [*start, *(words if words[0] != "python" else words[1:])],
        cwd=place,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout + ended.stderr


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The project after the page, and where its outputs differ from those on the page."""
    place = tmp_path_factory.mktemp("author") / "kit"
    shutil.copytree(PROJECT, place, ignore=LEFT_OUT)
    odd = []
    for step in STEP.finditer(PAGE):
        if step["path"]:
            edit(place / step["path"], step)
        for command, output in TYPED.findall(step["shown"] or ""):
            code, said = typed(command, place)
            falls_short = any(one in output for one in FALLS_SHORT)
            if not pattern(output).fullmatch(said or "\n") or bool(code) != falls_short:
                odd.append(f"$ {command}\n{said}")
    return place, odd


@pytest.mark.sweep
def test_every_step_of_the_page_works(followed: tuple[Path, list[str]]) -> None:
    """
    Each command prints what the page shows after the edits above it, and fails nowhere.
    """
    assert [] == followed[1]


@pytest.mark.sweep
def test_no_file_of_the_engine_is_touched(followed: tuple[Path, list[str]]) -> None:
    """
    What the page makes an author edit lies outside of every room of the engine.
    """
    changed = [
        room
        for room in ENGINE
        for path in (PROJECT / "autograder" / room).rglob("*.py")
        if path.read_bytes() != (followed[0] / path.relative_to(PROJECT)).read_bytes()
    ]
    assert [] == changed
