import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.grading.grade import grade
from autograder.grading.spec import PROJECT
from autograder.grading.verdict import CheckResult, TaskResult, Verdict
from autograder.mistakes.catalogue import Diagnosis
from autograder.study import record_run as module
from autograder.study.progress import FILE, TaskState, load
from autograder.study.record_run import MACHINES, SWITCH, is_on, record, records_of

SAID = Diagnosis("two", "Think.")
CHECK = CheckResult("test_one", "9.1", "one", "It is one.", "FIX", 0, 4, SAID, (), "2")
FIX = TaskResult("9.1", "one", (CHECK, replace(CHECK, name="test_b", outcome="PASS", points=4)))


def verdict(*tasks: TaskResult, seed: str = "day4") -> Verdict:
    return Verdict(tasks, seed)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> None:
    """A learner's own machine."""
    for name in (SWITCH, *MACHINES):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("on")
def test_a_verdict_is_remembered(tmp_path: Path) -> None:
    """
    A run leaves one entry: its event and, of each task, outcome, points and mistakes.
    """
    assert "" == record(tmp_path, verdict(FIX), event="watch")

    (entry,) = load(tmp_path).entries
    assert "watch" == entry.event
    assert {"9.1": TaskState("FIX", 4, 8, ("two",), entry.records["9.1"].answer)} == entry.records


@pytest.mark.usefixtures("on")
def test_another_answer_has_another_hash() -> None:
    """
    The hash follows what the function returned, not its place in the file.
    """

    def answer(**changes: str) -> str:
        checks = (replace(CHECK, **changes),)
        return records_of(verdict(replace(FIX, checks=checks)))["9.1"].answer

    assert answer() == answer(place="exercises/day4_ex1.py:99")
    assert answer() != answer(returned="3")


def test_part_of_a_task_is_not_remembered() -> None:
    """
    A task counts only when all of its checks ran.
    """
    whole = grade(PROJECT / "exercises", tasks=["1.1", "1.4"])
    first = whole.tasks[0]
    part = verdict(replace(first, checks=first.checks[1:]), whole.tasks[1])

    assert ["1.1", "1.4"] == list(records_of(whole))
    assert ["1.4"] == list(records_of(part))


@pytest.mark.usefixtures("on")
def test_nothing_of_a_task_leaves_no_line(tmp_path: Path) -> None:
    """
    A run of a single check leaves no file behind.
    """
    assert "" == record(tmp_path, verdict(), event="terminal")
    assert [] == list(tmp_path.iterdir())


@pytest.mark.usefixtures("on")
def test_other_inputs_are_not_remembered(tmp_path: Path) -> None:
    """
    What was drawn from another seed says nothing about the public checks.
    """
    assert "" == record(tmp_path, verdict(FIX, seed="other"), event="terminal")
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, True),
        ({SWITCH: "on"}, True),
        ({SWITCH: "off"}, False),
        ({SWITCH: " OFF "}, False),
        ({SWITCH: "0"}, False),
        ({"CI": "true"}, False),
        ({"CI": "1"}, False),
        ({"CI": "false"}, True),
        ({"CI": ""}, True),
        ({"NBGRADER_EXECUTION": "autograde"}, False),
        ({"NBGRADER_VALIDATING": "1"}, False),
    ],
)
def test_the_switch_is_honoured(environment: Mapping[str, str], expected: bool) -> None:
    """
    Recording is on for a learner, and off where the switch or a machine says so.
    """
    assert expected is is_on(environment)


@pytest.mark.parametrize("name", [SWITCH, "CI"])
@pytest.mark.usefixtures("on")
def test_off_leaves_no_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Switched off, a run writes nothing at all.
    """
    monkeypatch.setitem(os.environ, name, "off" if name == SWITCH else "true")

    assert "" == record(tmp_path, verdict(FIX), event="terminal")
    assert [] == list(tmp_path.iterdir())


@pytest.mark.usefixtures("on")
def test_nothing_is_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Neither the disk nor a fault of the kit ends a run: both are a sentence.
    """
    (tmp_path / FILE).mkdir()
    assert "cannot be remembered" in record(tmp_path, verdict(FIX), event="terminal")

    monkeypatch.setattr(module, "records_of", lambda _: 1 / 0)
    assert "ZeroDivisionError" in record(tmp_path, verdict(FIX), event="terminal")
