"""
The record: a verdict as JSON.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.errors import KitError
from autograder.grading.record import read_record, record_of, write_record
from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict
from autograder.mistakes.catalogue import Diagnosis

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SAID = st.builds(lambda key, text: Diagnosis(key, "Why {text}?", {"text": text}), TEXT, TEXT)


@st.composite
def check_results(draw: st.DrawFn) -> CheckResult:
    outcome, most = draw(st.sampled_from(Outcome)), draw(st.integers(0, 20))
    points = {Outcome.PASS: most, Outcome.GRADER_ERROR: None}.get(outcome, 0)
    return CheckResult(
        name="test_it",
        task="1.1",
        function="f",
        title=draw(TEXT),
        outcome=outcome,
        points=points,
        max_points=most,
        diagnosis=draw(st.none() | SAID),
        notes=tuple(draw(st.lists(SAID, max_size=2))),
    )


VERDICTS = st.builds(
    Verdict,
    st.lists(
        st.builds(
            TaskResult,
            st.from_regex(r"\A[1-9]\.[1-9]\Z"),
            TEXT,
            st.lists(check_results(), max_size=3).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    TEXT,
)
SMALL = Verdict(
    (
        TaskResult(
            "1.1",
            "a task",
            (
                CheckResult("test_a", "1.1", "f", "It is right.", Outcome.PASS, 2, 2),
                CheckResult("test_b", "1.1", "f", "It stays.", Outcome.GRADER_ERROR, None, 3),
            ),
        ),
    ),
    "day4",
)


@given(VERDICTS)
def test_every_verdict_comes_back(
    tmp_path_factory: pytest.TempPathFactory, verdict: Verdict
) -> None:
    """
    What was written is read back equal.
    """
    path = tmp_path_factory.getbasetemp() / "record.json"
    write_record(verdict, path)

    assert record_of(verdict) == read_record(path)


def test_open_points_are_null(tmp_path: Path) -> None:
    """
    Points that a fault of the grader leaves open are null in the file, never zero.
    """
    path = tmp_path / "record.json"
    write_record(SMALL, path)
    checks = json.loads(path.read_text())["tasks"][0]["checks"]

    assert [2, None] == [check["points"] for check in checks]


def test_missing_file_is_named(tmp_path: Path) -> None:
    """
    A missing file is a KitError with its path.
    """
    with pytest.raises(KitError, match=r"absent\.json cannot be read"):
        read_record(tmp_path / "absent.json")


def test_truncated_file_is_refused(tmp_path: Path) -> None:
    """
    A record cut at any byte is refused with its path.
    """
    path, cut = tmp_path / "record.json", tmp_path / "cut.json"
    write_record(SMALL, path)
    whole = path.read_bytes().rstrip()
    for length in range(len(whole)):
        cut.write_bytes(whole[:length])
        with pytest.raises(KitError, match=r"cut\.json"):
            read_record(cut)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda r: r.update(schema=2), id="schema"),
        pytest.param(lambda r: r.update(extra=1), id="unknown-field"),
        pytest.param(lambda r: r.update(points=1), id="sum-of-tasks"),
        pytest.param(lambda r: r.update(points="2"), id="text-for-points"),
        pytest.param(lambda r: r.pop("seed"), id="no-seed"),
        pytest.param(lambda r: r["tasks"][0].update(points=5), id="sum-of-checks"),
        pytest.param(lambda r: r["tasks"][0].update(max_points=6), id="sum-of-maxima"),
        pytest.param(lambda r: r["tasks"][0].update(task="one"), id="task-number"),
        pytest.param(lambda r: r["tasks"][0].update(outcome="GOOD"), id="unknown-outcome"),
        pytest.param(lambda r: r["tasks"][0]["checks"][0].update(points=-2), id="negative"),
        pytest.param(lambda r: r["tasks"][0]["checks"][0].update(points=2.5), id="half-points"),
        pytest.param(lambda r: r["tasks"][0]["checks"][0].update(hack=1), id="unknown-in-check"),
    ],
)
def test_damaged_record_is_refused(tmp_path: Path, damage: Callable[[Any], Any]) -> None:
    """
    Wrong types, sums, fields and schemas are refused with the path.
    """
    path = tmp_path / "record.json"
    write_record(SMALL, path)
    record = json.loads(path.read_text())
    damage(record)
    path.write_text(json.dumps(record))

    with pytest.raises(KitError, match=r"record\.json"):
        read_record(path)


def test_failed_write_leaves_the_old_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A write that fails leaves the old record readable.
    """

    def fail(*_: Any) -> None:
        raise OSError("no space left")

    path = tmp_path / "record.json"
    write_record(SMALL, path)
    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="no space left"):
        write_record(Verdict((), "other"), path)

    assert "day4" == read_record(path).seed


def test_a_bonus_is_a_number_of_its_own(tmp_path: Path) -> None:
    """
    It comes back beside the core, a wrong sum of it is refused, and without one nothing is said.
    """
    (task,) = SMALL.tasks
    path = tmp_path / "record.json"
    write_record(SMALL, path)
    plain = path.read_text()
    write_record(Verdict((task, replace(task, task="1.2", is_bonus=True)), "day4"), path)
    found = read_record(path)

    assert "bonus" not in plain
    assert (SMALL.points, SMALL.max_points) == (found.points, found.max_points)
    assert task.points == found.bonus > 0
    path.write_text(path.read_text().replace(f'"bonus": {found.bonus}', '"bonus": 99'))
    with pytest.raises(KitError, match="bonus is 99"):
        read_record(path)
