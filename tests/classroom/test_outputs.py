"""
What a batch writes into its folder.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import StringIO
from pathlib import Path

import msgspec
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom import outputs
from autograder.classroom.entries import Entry
from autograder.classroom.journal import Journal, open_journal
from autograder.classroom.outputs import escaped, line_of, points_of_tasks, write_outputs
from autograder.classroom.progress_bar import ProgressBar
from autograder.grading.record import record_of
from autograder.grading.verdict import Outcome, Verdict
from autograder.sandbox.report import Report
from tests.classroom.fakes import FakeGrader, class_of, member, report_of, run_batch, verdict_of
from tests.grading.test_verdict import unread
from tests.outline import TASKS

IDS = ["=Doe, Jr <b>", "absent", "p00000", "p00001", "p00002", "p00003"]


class Failing(FakeGrader):
    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report:
        if submission == "p00001":
            raise RuntimeError("our own fault")
        return super().grade(files, seed, submission)


@pytest.fixture
def members(tmp_path: Path) -> list[Entry]:
    """Four who handed in, one with a nasty name who handed in nonsense, one absent."""
    found = class_of(tmp_path / "class", 4)
    nasty = tmp_path / "class" / IDS[0]
    nasty.mkdir()
    (nasty / "notes.txt").touch()
    return [*found, member(nasty, IDS[0]), Entry("absent", (), name="Ann")]


def write(out: Path, members: list[Entry], grader: FakeGrader) -> Path:
    """The output folder of a batch over these members."""
    out.mkdir(exist_ok=True)
    with open_journal(out / "journal.sqlite") as journal:
        run_batch(journal, grader, members, ProgressBar(len(members), StringIO()))
        write_outputs(out, journal, ("eve",), ("notes.txt",))
        journal.finish()
    return out


def contents(out: Path) -> dict[str, bytes]:
    """Everything that is written, except the journal."""
    paths = (path for path in out.rglob("*") if path.is_file() and "journal" not in path.name)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def test_everybody_is_in_every_file(tmp_path: Path, members: list[Entry]) -> None:
    """
    Each member has a line, a row, and a text and a page of feedback, in the order of ids.
    """
    out = write(tmp_path / "out", members, FakeGrader())
    lines = [json.loads(line) for line in (out / "results.jsonl").read_text().splitlines()]
    text = (out / "grades.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))

    assert IDS == [line["submission"] for line in lines]
    assert [f"'{IDS[0]}", *IDS[1:]] == [row["id"] for row in rows]
    assert [line["status"] for line in lines] == [row["status"] for row in rows]
    assert ["REJECTED", "NOT_SUBMITTED", *["GRADED"] * 4] == [line["status"] for line in lines]
    assert 2 * len(IDS) == len(list((out / "feedback").iterdir()))
    assert not (out / "grader_errors.txt").exists()


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path, members: list[Entry]) -> None:
    """
    Two batches over one class, in any order, write the same bytes, and so does a third over both.
    """
    first = contents(write(tmp_path / "one", members, FakeGrader()))
    other = contents(write(tmp_path / "two", members[::-1], FakeGrader(0.001)))

    assert first == other
    assert first == contents(write(tmp_path / "one", members, FakeGrader()))


def test_what_is_unchanged_is_not_written(tmp_path: Path, members: list[Entry]) -> None:
    """
    A second batch rewrites only the feedback that changes.
    """
    out = write(tmp_path / "out", members, FakeGrader())
    before = {path: path.stat().st_mtime_ns for path in (out / "feedback").iterdir()}
    (tmp_path / "class" / "p00002" / "day4_ex1.py").write_text("x = 77\n")
    write(out, members, FakeGrader())
    changed = {path.stem for path, time in before.items() if path.stat().st_mtime_ns != time}

    assert {"p00002"} >= changed


def test_a_fault_in_the_kit_has_its_traceback(tmp_path: Path, members: list[Entry]) -> None:
    """
    Tracebacks go into a file of their own, which is removed once everybody is graded.
    """
    out = write(tmp_path / "out", members, Failing())
    faults = (out / "grader_errors.txt").read_text()

    assert faults.startswith("== p00001: The grader failed.\n    Traceback")
    assert "RuntimeError: our own fault" in faults
    assert b"RuntimeError" not in b"".join(
        content for name, content in contents(out).items() if name != "grader_errors.txt"
    )
    write(out, members, FakeGrader())
    assert not (out / "grader_errors.txt").exists()


NASTY = "e\x1b[2J\x9b\u202ev\u2066e\u2069\u2028\x85\ud800\t"
SENT = NASTY.replace("\ud800", "")  # a verdict is sent as UTF-8


class Forging(FakeGrader):
    """Fails with text that an attacker would like to see on somebody's screen."""

    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report:
        if submission == "p00001":
            raise RuntimeError(f"{NASTY}\n== ada: forged")
        report = super().grade(files, seed, submission)
        verdict = verdict_of(Outcome.FIX, message=SENT)
        return replace(report, verdict=verdict, reason=NASTY)


def test_no_text_steers_a_screen(tmp_path: Path, members: list[Entry]) -> None:
    """
    Names, reasons and tracebacks from outside are escaped in every file and on the console.
    """
    stream, out = StringIO(), tmp_path / "out"
    out.mkdir()
    people = [replace(member, name=NASTY) for member in members]
    with open_journal(out / "journal.sqlite") as journal:
        bar = ProgressBar(len(people), stream, verbose=True)
        run_batch(journal, Forging(), people, bar)
        write_outputs(out, journal, (NASTY,), (NASTY,))
    texts = {name: c.decode("utf-8-sig") for name, c in contents(out).items() if "xlsx" not in name}

    for text in [stream.getvalue(), *texts, *texts.values()]:
        assert text.replace("\n", "").isprintable()
    assert 1 == len([x for x in texts["grader_errors.txt"].split("\n") if x.startswith("==")])
    assert any("\\x1b[2J\\x9b\\u202ev" in text for text in texts.values())


def test_secrets_are_for_the_instructor(tmp_path: Path, members: list[Entry]) -> None:
    """
    No feedback contains a seed, an input or a returned value; results.jsonl contains the seeds.
    """
    out = write(tmp_path / "out", members, FakeGrader())
    lines = [json.loads(line) for line in (out / "results.jsonl").read_text().splitlines()]
    told = b"".join(c for name, c in contents(out).items() if name.startswith("feedback/"))

    assert 4 == len([line for line in lines if line["seed"] and line["seed"].encode() not in told])
    assert b"17" not in told


def test_a_failed_write_leaves_the_old_files(
    tmp_path: Path, members: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    An error while writing leaves every table unchanged, and nothing half-written.
    """
    out = write(tmp_path / "out", members, FakeGrader())
    before = {name: c for name, c in contents(out).items() if "/" not in name}

    def fail(_: Journal) -> Iterator[None]:
        raise OSError("no space left")
        yield

    monkeypatch.setattr(Journal, "batch_members", fail)
    with pytest.raises(OSError, match="no space left"):
        write(out, members, FakeGrader())

    assert before == {name: c for name, c in contents(out).items() if "/" not in name}


def test_tasks_are_those_of_the_specs() -> None:
    """
    Every task has a column, with the points of its checks; those of a bonus come on top.
    """
    expected = {task.number: 0 if task.is_bonus else task.points for task in TASKS}

    assert [*expected.items()] == [*points_of_tasks().items()]


def test_names_of_files_are_different() -> None:
    """
    Every output has a name of its own.
    """
    names = [outputs.RESULTS, outputs.GRADES, outputs.SUMMARY, outputs.FEEDBACK, outputs.FAULTS]

    assert len(names) == len(set(names))


def test_what_a_killed_batch_left_is_removed(tmp_path: Path, members: list[Entry]) -> None:
    """
    Files that a batch was writing when it was killed are gone after the next one.
    """
    out = write(tmp_path / "out", members, FakeGrader())
    before = contents(out)
    for place in (out, out / "feedback"):
        (place / ".grades.csv.0123abcd.half-written").touch()

    assert before == contents(write(out, members, FakeGrader()))


def graded_as(verdict: Verdict | None, status: str = "GRADED") -> Report:
    return report_of("Z\u00f6e\n", status, verdict, "Why.", level="fake")


@pytest.mark.parametrize("outcomes", [(Outcome.PASS,), (Outcome.FIX, Outcome.TODO)])
def test_a_line_is_the_record_and_whose_it_is(outcomes: tuple[Outcome, ...]) -> None:
    """
    A line has everything that `--json` writes, and the id, the status and the reason.
    """
    verdict = verdict_of(*outcomes)
    line = line_of(graded_as(verdict), 100)
    record = json.loads(msgspec.json.encode(record_of(verdict)))

    assert {
        **record,
        "submission": "Z\u00f6e\n",
        "status": "GRADED",
        "name": "",
        "reason": "Why.",
        "isolation": "fake",
    } == json.loads(line)
    assert 1 == line.count("\n")


def test_where_nothing_was_judged_points_are_null() -> None:
    """
    Without a verdict there are no points and no tasks, but the maximum is there.
    """
    line = json.loads(line_of(graded_as(None, "REJECTED"), 100))

    assert (None, 100, []) == (line["points"], line["max_points"], line["tasks"])


def test_work_that_cannot_be_read_has_no_points() -> None:
    """
    Where Python can read none of the work the total is null: it is no zero.
    """
    verdict = Verdict((unread(Outcome.FIX),), "seed")

    assert json.loads(line_of(graded_as(verdict), 100))["points"] is None


def test_open_points_are_null() -> None:
    """
    While any points are open the total is null.
    """
    verdict = verdict_of(Outcome.PASS, Outcome.GRADER_ERROR)

    assert json.loads(line_of(graded_as(verdict), 100))["points"] is None


@pytest.mark.parametrize(
    "text",
    [
        "a\u2028b\u2029c\x85d",
        "\x1b[31m\x9b2J\x7f",
        "\u202etxt\u202c\u2066x\u2069",
        "\x0b\x0c\x1c\x1d\x1e\r\n",
        "\U000e0001\ufeff\ud7ff\U0010ffff",
    ],
)
def test_a_line_is_one_line_to_every_reader(text: str) -> None:
    """
    Characters that end a line or steer a terminal are escaped, and JSON reads them back.
    """
    verdict = verdict_of(Outcome.FIX, message=text)
    line = line_of(report_of(text, "GRADED", verdict, text), 100)

    assert line.endswith("\n")
    assert line[:-1].isprintable()
    assert [line[:-1]] == line.splitlines()
    assert text == json.loads(line)["submission"] == json.loads(line)["reason"]
    assert text == json.loads(line)["tasks"][0]["checks"][0]["message"]


@given(st.text())
def test_escapes_change_no_text(text: str) -> None:
    """
    Any text reads back from the escaped JSON.
    """
    plain = msgspec.json.encode(text).decode()

    assert text == json.loads(escaped(plain))
    assert escaped(plain).isprintable()


def test_without_escapes_a_line_would_be_split() -> None:
    """
    The encoder leaves U+2028 unescaped, so a reader of lines would see two.
    """
    assert 2 == len(msgspec.json.encode("a\u2028b").decode().splitlines())


def test_a_workbook_goes_with_the_package(
    tmp_path: Path, members: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The workbook has the same people as the table; where it cannot be written, none is left.
    """
    out = write(tmp_path / "out", members, FakeGrader())
    sheet = openpyxl.load_workbook(out / "grades.xlsx").active

    assert IDS == [cell.value for cell in sheet["A"][1:]]
    monkeypatch.setattr(outputs, "is_workbook_wanted", lambda: False)
    write(out, members, FakeGrader())
    assert not (out / "grades.xlsx").exists()


def test_tasks_are_known_from_a_verdict() -> None:
    """
    The tasks and points of a verdict are those of the specs; an older one has no bonus.
    """
    core = {number: points for number, points in points_of_tasks().items() if points}

    assert core == points_of_tasks([report_of("a", "GRADED", verdict_of(Outcome.FIX))])
