"""docs/instructors.md and docs/data.md: a class goes through them, and all output is real."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from autograder import cli
from autograder.classroom.course_toml import read_course
from autograder.classroom.terms import Terms
from autograder.grading.spec import PROJECT
from tests import course_day
from tests.classroom.dask_cluster import Cluster

DAY, DATA = (
    (PROJECT / "docs" / name).read_text(encoding="utf-8") for name in ("instructors.md", "data.md")
)
SHOWN = re.compile(r"^\$ (autograder .*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
TYPED = re.compile(r"^(?:\$ | {4})(autograder [^#\n]*)", re.MULTILINE)
INLINE = re.compile(r"`(autograder [^`]*)`")
PREFIX = re.compile(r"(?:python3?|py) -m uv run ")
PROGRESS = re.compile(r"^\d+ of \d+ \(.*\n", re.MULTILINE)
COURSE, LATE, SECRET = re.findall(r"^```toml\n(.*?)^```$", DAY, re.MULTILINE | re.DOTALL)
ADJUST = re.findall(r"^```csv\n(.*?)^```$", DAY, re.MULTILINE | re.DOTALL)[0]
FEEDBACK, REFUSAL = re.findall(r"^```text\n(.*?)^```$", DAY, re.MULTILINE | re.DOTALL)
SCHEDULER = "tcp://127.0.0.1:8786"
FOLDER = "day4-2026"
SOME = r"(?:.*\n)+?"


def shown_in(page: str) -> list[tuple[str, str]]:
    """The commands of a page, each with the output below it."""
    blocks = re.findall(r"^```\n(\$ .*?)^```$", page, re.MULTILINE | re.DOTALL)
    return [found for block in blocks for found in SHOWN.findall(block)]


def run(command: str, place: Path) -> str:
    """What a command prints in uv, without what starts commands there and without progress."""
    top = str(place.parent)
    settings = {"PYTHONPATH": str(PROJECT), "XDG_CONFIG_HOME": top, "APPDATA": top, "HOME": top}
    env = {name: text for name, text in os.environ.items() if name not in {"UV", "COLUMNS"}}
    ended = subprocess.run(
        [sys.executable, "-B", "-m", *shlex.split(command)],
        cwd=place,
        env={**env, **settings, "UV_RUN_RECURSION_DEPTH": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "" == ended.stderr, ended.stderr
    return PROGRESS.sub("", PREFIX.sub("", ended.stdout))


def first(course: Path) -> None:
    course_day.first_export(course / "hand-ins" / "2026-11-25.zip")
    (course / "roster.csv").write_text(course_day.worksheet(course_day.FIRST), encoding="utf-8")
    (course / "course.toml").write_text(COURSE, encoding="utf-8")
    (course.parent / "gradebook.csv").write_text(course_day.gradebook(), encoding="utf-8")


def decided(course: Path) -> None:
    (course / "adjust.csv").write_text(ADJUST, encoding="utf-8")
    (course / "course.toml").write_text(f"{COURSE}\n{LATE}", encoding="utf-8")


def second(course: Path) -> None:
    course_day.second_export(course / "hand-ins" / "2026-11-28.zip")
    (course / "roster.csv").write_text(course_day.worksheet(course_day.SECOND), encoding="utf-8")


def colleague(course: Path) -> None:
    """Somebody else, with the same secret, grades what comes last."""
    secret = course.parents[1] / "autograder" / "course-secret.txt"
    other = course.parents[1] / "colleague" / FOLDER
    (other / "hand-ins").mkdir(parents=True)
    shutil.copy2(secret, other.parent / "day4-secret.txt")
    (other.parent / "day4-secret.txt").chmod(0o640)
    course_day.third_export(other / "hand-ins" / "2026-11-30.zip")
    (other / "course.toml").write_text(f"{SECRET}{COURSE}\n{LATE}", encoding="utf-8")
    (other / "roster.csv").write_text(course_day.worksheet(course_day.THIRD), encoding="utf-8")
    run(f"autograder grade {FOLDER}", other.parent)


def unchanged(_: Path) -> None:
    """The same class, on a cluster."""


BEFORE: tuple[Callable[[Path], None], ...] = (first, decided, second, colleague, unchanged)
"""What happens to the course before it is graded each time."""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, str]]:
    """The course after both pages, and what each command printed, by its number on the page."""
    place = tmp_path_factory.mktemp("home") / "me"
    place.mkdir()
    secret = place.parent / "autograder" / "course-secret.txt"
    secret.parent.mkdir()
    secret.write_text("0" * 64, encoding="ascii")
    secret.chmod(0o600)
    events, found = iter(BEFORE), {}
    with ExitStack() as stack:
        for number, (command, _) in enumerate([*shown_in(DAY), *shown_in(DATA)]):
            typed = command
            if SCHEDULER in command:
                cluster = Cluster(tmp_path_factory.mktemp("dask"), stack)
                typed = command.replace(SCHEDULER, cluster.address)
            if command.startswith("autograder grade "):
                next(events)(place / FOLDER)
            if command.startswith("autograder forget"):
                feedback = place / FOLDER / "grades" / "feedback" / "102.txt"
                found.setdefault("feedback", feedback.read_text(encoding="utf-8"))
            found[f"{number} {command}"] = run(typed, place)
    assert [] == [*events]
    return place / FOLDER, found


def pattern(output: str) -> re.Pattern[str]:
    """An output in which a line with nothing but `...` stands for some lines."""
    lines = output.rstrip().split("\n")
    return re.compile("".join(SOME if one == "..." else f"{re.escape(one)}\n" for one in lines))


@pytest.mark.sweep
def test_every_output_is_real(said: tuple[Path, Mapping[str, str]]) -> None:
    """
    Each command prints what the page shows, where `...` stands for lines that are left out.
    """
    printed = {key: text for key, text in said[1].items() if key != "feedback"}
    outputs = [output for _, output in (*shown_in(DAY), *shown_in(DATA))]

    assert [] == [
        f"$ {key}\n{text}"
        for (key, text), output in zip(printed.items(), outputs, strict=True)
        if not pattern(output).fullmatch(text)
    ]


@pytest.mark.sweep
def test_the_feedback_is_real(said: tuple[Path, Mapping[str, str]]) -> None:
    """
    The feedback begins as the page shows it.
    """
    assert said[1]["feedback"].startswith(FEEDBACK)


@pytest.mark.sweep
def test_every_place_is_described(said: tuple[Path, Mapping[str, str]]) -> None:
    """
    Whatever is in the folder of a course, and in its grades, has a row on the page about data.
    """
    course, _ = said
    rows = "\n".join(line for line in DATA.splitlines() if line.startswith("| `"))
    places = [*course.iterdir(), *(course / "grades").iterdir()]
    named = {*re.findall(r"[\w.-]+", rows), "grades", "grades.xlsx", "roster-filled.csv"}

    assert set() == {one.name for one in places} - named
    assert "`roster-filled.csv`" in DATA


@pytest.mark.parametrize("page", [DAY, DATA], ids=["day", "data"])
def test_every_command_can_be_typed(page: str) -> None:
    """
    The grammar of the kit takes each command on the page, options and all.
    """
    typed = [*TYPED.findall(page), *INLINE.findall(page)]

    assert typed
    for command in typed:
        words = shlex.split(command)[1:]
        assert cli.parser().parse_args(words).command


def test_the_refusal_of_a_worker_is_real() -> None:
    """
    A worker with another version of a library is refused as the page shows it.
    """
    own, there = (
        Terms((), {"numpy": one}, "", "", "node7, process 4242,") for one in ("2.4.6", "2.1.0")
    )

    assert REFUSAL == f"{there.refusal(own)}\n"


def test_the_settings_are_a_course(tmp_path: Path) -> None:
    """
    Put together, the settings on the page are a course.toml as it must be.
    """
    (tmp_path / "course.toml").write_text(f"{SECRET}{COURSE}\n{LATE}", encoding="utf-8")

    course = read_course(tmp_path)
    assert ("Calculus for ML", 10) == (course.name, course.late.percent_per_day)
    assert ["104"] == [*course.extensions]
