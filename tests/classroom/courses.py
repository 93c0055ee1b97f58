"""What the tests of a course share: a folder with hand-ins, and the commands."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder import cli
from autograder.classroom import class_run
from tests.classroom.fakes import FakeGrader
from tests.classroom.rooms import laid_out


def use_fake(place: Path, monkeypatch: pytest.MonkeyPatch) -> FakeGrader:
    """What grades, in a folder for courses; it counts its calls.

    Its verdicts depend on the secret, which is the same in every run of these tests.
    """
    found = FakeGrader()
    monkeypatch.setattr(class_run, "choose_grader", lambda **_: found)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(place / "config"))
    secret = place / "config" / "autograder" / "course-secret.txt"
    secret.parent.mkdir(parents=True)
    secret.write_text("0" * 64, encoding="ascii")
    secret.chmod(0o600)
    monkeypatch.chdir(place)
    return found


def make(
    files: Mapping[str, bytes],
    settings: str = "",
    roster: str = "",
    adjust: str = "",
    name: str = "day4",
) -> Path:
    """A course of which these are the hand-ins."""
    course = Path(name)
    cli.main(["class", name])
    laid_out(course / "hand-ins", files)
    if roster:
        (course / "roster.csv").write_text(roster, encoding="utf-8")
        settings = f'roster = "roster.csv"\n{settings}'
    (course / "course.toml").write_text(settings, encoding="utf-8")
    if adjust:
        (course / "adjust.csv").write_text(f"id,task,points,why\n{adjust}", encoding="utf-8")
    return course


def grade(*more: str, name: str = "day4") -> int:
    return cli.main(["grade", name, *more])


def table(name: str = "grades.csv", course: str = "day4") -> list[dict[str, str]]:
    """The rows of a file of grades."""
    text = (Path(course) / "grades" / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def rows(course: str = "day4") -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in table(course=course)}
