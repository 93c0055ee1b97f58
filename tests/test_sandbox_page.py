"""docs/sandbox.md: its attacks, statuses and limits are those of the code."""

from __future__ import annotations

import re

import pytest

from autograder.grading.spec import PROJECT
from autograder.sandbox import checker_session, confine, doctor, folders, supervisor
from autograder.sandbox.confine import Level
from autograder.sandbox.doctor import ATTACKS, MachineReport, lines
from autograder.sandbox.status import Status

PAGE = (PROJECT / "docs" / "sandbox.md").read_text(encoding="utf-8")
MEBIBYTE, KIBIBYTE = 2**20, 2**10


def test_the_output_is_what_the_doctor_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The page shows what `autograder doctor` prints on a machine that stops every attack, and counts
    the attacks.
    """
    monkeypatch.setattr(doctor, "warning", lambda: "")
    attacks = dict.fromkeys(ATTACKS, "stopped")
    report = MachineReport(Level.NAMESPACES, attacks, 7)

    assert "\n".join(["$ autograder doctor", *lines(report)]) in PAGE
    assert 15 == len(ATTACKS)
    assert "fifteen live attacks" in PAGE


def test_every_status_is_explained() -> None:
    """
    The page explains each status that a check may have.
    """
    rows = re.findall(r"^\| ([A-Z_]+) \|", PAGE, re.MULTILINE)

    assert {*Status} - {Status.GRADED} == set(rows)
    assert len(rows) == len(set(rows))


def test_limits_are_those_of_the_code() -> None:
    """
    The page names the limits of time and size as they are.
    """
    plain = " ".join(PAGE.split())
    for used, seconds in (
        ("of computing", confine.COMPUTING),
        ("of judging", confine.JUDGING),
        ("on the clock", confine.CLOCK),
    ):
        assert f"{seconds:g} seconds {used}" in plain
    for said, size in (
        ("up to {} MiB", folders.BYTES / MEBIBYTE),
        ("more than {} MiB", confine.RUNNER.memory / MEBIBYTE),
        ("more than {} KiB past Python's print", checker_session.CAPTURED / KIBIBYTE),
        ("larger than {} KiB", supervisor.LARGEST[".py"] / KIBIBYTE),
        ("(a notebook: {} MiB)", supervisor.LARGEST[".ipynb"] / MEBIBYTE),
    ):
        assert said.format(f"{size:g}") in plain
