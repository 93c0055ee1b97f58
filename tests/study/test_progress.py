import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.grade import grade
from autograder.grading.spec import PROJECT
from autograder.grading.verdict import UNREADABLE, CheckResult, TaskResult, Verdict
from autograder.mistakes.catalogue import Diagnosis
from autograder.study import progress as module
from autograder.study.progress import (
    FILE,
    HEAD,
    MACHINES,
    OUTCOMES,
    RUNS,
    SWITCH,
    Event,
    Progress,
    TaskState,
    is_on,
    line_of,
    load,
    parse,
    record,
    records_of,
    remember,
    unreadable,
)
from tests.study.histories import NOON, fix, summary
from tests.study.histories import run as history

TASKS = st.from_regex(r"[1-9]\.[1-9]", fullmatch=True)
TIMES = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 -- a bound of hypothesis has no zone
    datetime(2027, 1, 1),  # noqa: DTZ001 -- the same
    timezones=st.sampled_from([timezone.utc, timezone(timedelta(hours=-7))]),  # noqa: UP017
)
RECORDS = st.builds(
    TaskState,
    st.sampled_from(sorted(OUTCOMES)),
    st.integers(0, 999_999),
    st.integers(0, 999_999),
    st.lists(st.text(max_size=9), max_size=3).map(tuple),
    st.text(max_size=4),
)
ENTRIES = st.one_of(
    st.builds(
        Event,
        TIMES,
        st.sampled_from(sorted(RUNS)),
        st.dictionaries(TASKS, RECORDS, min_size=1, max_size=8),
    ),
    st.builds(
        lambda time, task, level: Event(time, "hint", tasks=(task,), level=level),
        TIMES,
        TASKS,
        st.integers(1, 999_999),
    ),
    st.builds(
        lambda time, event, tasks: Event(time, event, tasks=tuple(tasks)),
        TIMES,
        st.sampled_from(["reset", "reveal"]),
        st.lists(TASKS, min_size=1, max_size=4),
    ),
    st.builds(
        lambda time, task, right: Event(time, "why", tasks=(task,), level=1, is_right=right),
        TIMES,
        TASKS,
        st.booleans(),
    ),
)


def hint(minutes: int, level: int) -> Event:
    """A hint so many minutes after noon."""
    return Event(NOON + timedelta(minutes=minutes), "hint", tasks=("1.1",), level=level)


def read(*entries: Event) -> list[Event]:
    """What the lines of these entries are read as."""
    return list(parse("\n".join(map(line_of, entries))).entries)


@given(ENTRIES)
def test_an_entry_survives_its_line(entry: Event) -> None:
    """
    What is written is one line, and is read back as it was.
    """
    assert "\n" not in line_of(entry)
    assert Progress((entry,)) == parse(line_of(entry))


@given(ENTRIES, st.data())
def test_a_cut_line_means_nothing(entry: Event, data: st.DataObject) -> None:
    """
    No part of a line that lacks its end is taken for an entry.
    """
    line = line_of(entry)
    cut = data.draw(st.integers(1, len(line) - 1))

    assert Progress((), 1) == parse(line[:cut])


@given(
    st.text()
    | st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["event", "time", "tasks", "level"]), inner)
        ),
    ).map(json.dumps)
)
def test_any_text_can_be_read(text: str) -> None:
    """
    No text is too damaged to be read, JSON of any other form included.
    """
    assert () == parse(text).entries


LINE = {"time": "2026-11-24T12:00:00+01:00", "event": "hint", "tasks": ["1.1"], "level": 1}
RECORD = {"outcome": "PASS", "points": 2, "max_points": 2}


@pytest.mark.parametrize(
    "changes",
    [
        {"level": 0},
        {"level": "many"},
        {"event": "reset"},
        {"event": "nonsense"},
        {"event": "why"},
        {"event": "why", "right": "yes"},
        {"event": "why", "right": True, "level": 0},
        {"right": True},
        {"event": ["hint"]},
        {"tasks": []},
        {"tasks": None},
        {"time": "2026-13-24T12:00:00"},
        {"time": 5},
        {"time": "0001-01-01T00:00:00"},
        {"event": "watch", "level": 0, "tasks": {"1.1": RECORD | {"points": float("inf")}}},
        {"event": "terminal", "level": 0},
        {"event": "terminal", "level": 0, "tasks": {"1.1": RECORD | {"outcome": "GOOD"}}},
        {"event": "terminal", "level": 0, "tasks": {"1.1": RECORD | {"points": "many"}}},
        {"event": "terminal", "level": 0, "tasks": {"1.1": {"outcome": "PASS"}}},
    ],
)
def test_a_damaged_line_is_left_out(changes: dict[str, object]) -> None:
    """
    A line that makes no sense is counted and left out; the others count.
    """
    assert Progress((hint(0, 1),)) == parse(json.dumps(LINE))
    damaged = json.dumps(LINE | changes)

    assert Progress((hint(0, 2),), 1) == parse(f"{damaged}\n{line_of(hint(0, 2))}\n")


def test_what_may_be_added_one_day_is_no_damage() -> None:
    """
    Objects without an event are comments, and unknown names in a line are ignored.
    """
    run = LINE | {"event": "watch", "level": 0, "tasks": {"1.1": RECORD | {"more": 1}}, "x": 2}
    found = parse(f'{{"about": "..."}}\n\n{json.dumps(run)}\r\n')

    assert 0 == found.unreadable
    assert [{"1.1": TaskState("PASS", 2, 2)}] == [entry.records for entry in found.entries]


@given(st.lists(ENTRIES, max_size=8), st.lists(ENTRIES, max_size=8))
def test_files_of_two_machines_are_merged(here: list[Event], there: list[Event]) -> None:
    """
    However often and in whatever order two files are joined, each entry is there once, by time.
    """
    once = set(map(line_of, [*here, *there]))

    for entries in ([*here, *there], [*there, *here, *there]):
        found = read(*entries)
        assert once == set(map(line_of, found))
        assert len(once) == len(found)
        assert sorted(entry.time for entry in found) == [entry.time for entry in found]


def test_the_end_of_summer_time_keeps_the_order() -> None:
    """
    The clock on the wall goes back by an hour, the distance from UTC orders the lines.
    """
    summer, winter = (timezone(timedelta(hours=hours)) for hours in (2, 1))
    before = Event(datetime(2026, 10, 25, 2, 50, tzinfo=summer), "hint", tasks=("1.1",), level=1)
    after = Event(datetime(2026, 10, 25, 2, 10, tzinfo=winter), "hint", tasks=("1.1",), level=2)

    assert [before, after] == read(after, before)


def test_a_time_that_somebody_typed_is_local() -> None:
    """
    A time without its distance from UTC is read as the learner's own clock.
    """
    (entry,) = parse(json.dumps(LINE | {"time": "2026-11-24T12:00:00"})).entries

    assert datetime(2026, 11, 24, 12).astimezone() == entry.time


def test_hints_are_counted_by_their_level() -> None:
    """
    The highest hint given counts, wherever its line is.
    """
    assert 3 == summary(hint(0, 1), hint(1, 3), hint(2, 2)).tasks[0].hints


WRITER = """
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from autograder.study.progress import Event
from autograder.study.progress import remember
start = datetime(2026, 1, int(sys.argv[2]), tzinfo=timezone.utc)
said = [
    remember(Path(sys.argv[1]), Event(start + timedelta(seconds=n), "reset", tasks=("1.1",) * 40))
    for n in range(300)
]
print(set(said))
"""


def entry(minutes: int) -> Event:
    """A run so many minutes after noon."""
    return history(minutes, fix(4, "lost_sign"))


def test_what_is_remembered_is_loaded(tmp_path: Path) -> None:
    """
    Each entry is a line of its own below one that explains the file, and no other file is left.
    """
    assert ["", ""] == [remember(tmp_path, entry(0)), remember(tmp_path, entry(1))]

    assert (entry(0), entry(1)) == load(tmp_path).entries
    lines = (HEAD, line_of(entry(0)), line_of(entry(1)), "")
    assert "\n".join(lines) == (tmp_path / FILE).read_text()
    assert [FILE] == [path.name for path in tmp_path.iterdir()]


def test_nothing_is_remembered_without_a_file(tmp_path: Path) -> None:
    """
    A missing file is an empty record, not an error.
    """
    assert () == load(tmp_path).entries


def test_a_file_cut_at_any_byte_goes_on(tmp_path: Path) -> None:
    """
    Wherever the file ends, whole lines stay, the next entry is kept, and at most one line is lost.
    """
    for minute in range(2):
        remember(tmp_path, entry(minute))
    whole = (tmp_path / FILE).read_bytes()
    for end in range(len(whole)):
        (tmp_path / FILE).write_bytes(whole[:end])
        before = load(tmp_path)
        complete = whole[:end].count(b"\n")

        assert "" == remember(tmp_path, entry(9)), end

        after = load(tmp_path)
        assert (*before.entries, entry(9)) == after.entries, end
        assert len(before.entries) >= complete - 1, end
        assert after.unreadable == before.unreadable <= 1, end


def test_two_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    """
    Two processes that write at the same time leave every line of both, and nothing else.
    """
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    env = {**os.environ, "PYTHONPATH": str(PROJECT)}
    writers = [
        subprocess.Popen([*command, day], env=env, stdout=subprocess.PIPE, text=True)
        for day in ("1", "2")
    ]
    said = [writer.communicate(timeout=60)[0] for writer in writers]

    assert ["{''}\n", "{''}\n"] == said
    assert (600, 0) == (len(load(tmp_path).entries), load(tmp_path).unreadable)


def test_lines_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    """
    They are left out, the sentence says how many there are, and the file stays as it is.
    """
    (tmp_path / FILE).write_bytes(b"\xff\x00\xfe\n" + line_of(entry(0)).encode() + b"\nnonsense\n")
    before = (tmp_path / FILE).read_bytes()

    assert (entry(0),) == load(tmp_path).entries
    assert "2 lines cannot be read" in unreadable(load(tmp_path))
    assert before == (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_text("nonsense")
    assert "one line cannot be read" in unreadable(load(tmp_path))
    (tmp_path / FILE).unlink()
    assert "" == unreadable(load(tmp_path))


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    """
    What cannot be written is one sentence with the reason.
    """
    (tmp_path / FILE).mkdir()

    assert remember(tmp_path, entry(0)).startswith(f"(This cannot be remembered in {FILE}: ")
    with pytest.raises(OSError, match=FILE):
        load(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """
    Nothing is made where nothing is.
    """
    assert "cannot be remembered" in remember(tmp_path / "missing", entry(0))
    assert [] == list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="modes are POSIX")
@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """
    A read-only folder costs the record, not the run.
    """
    tmp_path.chmod(0o500)

    assert "Permission denied" in remember(tmp_path, entry(0))


class FullDisk(io.FileIO):
    """A file of which the last bytes find no room."""

    def write(self, data: Any) -> int:
        return super().write(data[:-10])


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A line that was written in part is reported, and only that line is lost.
    """
    remember(tmp_path, entry(0))
    monkeypatch.setattr(module.Path, "open", lambda path, mode="r", **_: FullDisk(path, mode))
    said = remember(tmp_path, entry(1))
    monkeypatch.undo()

    assert "No space left" in said
    assert "" == remember(tmp_path, entry(2))
    assert (entry(0), entry(2)) == load(tmp_path).entries


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_saved_on_windows_goes_on(tmp_path: Path, encoding: str) -> None:
    """
    What an editor or a shell saved in another encoding is read, and the next entry beside it.
    """
    (tmp_path / FILE).write_bytes(f"{HEAD}\r\n{line_of(entry(0))}\r\n".encode(encoding))

    assert "" == remember(tmp_path, entry(1))
    assert ((entry(0), entry(1)), 0) == (load(tmp_path).entries, load(tmp_path).unreadable)


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
    assert [] == record(tmp_path, verdict(FIX), event="watch")

    (entry,) = load(tmp_path).entries
    assert "watch" == entry.event
    assert {"9.1": TaskState("FIX", 4, 8, ("two",), entry.records["9.1"].answer)} == entry.records


@pytest.mark.parametrize("key", [UNREADABLE, "two"])
def test_the_clue_of_an_unreadable_line_is_kept_whole(key: str) -> None:
    """
    Nothing else tells what to do there; other clues are cut to a line.
    """
    check = replace(CHECK, diagnosis=Diagnosis(key, "Close the bracket. " * 9))
    (clue,) = records_of(verdict(replace(FIX, checks=(check,))))["9.1"].clues.values()

    assert (key == UNREADABLE) == clue.endswith("bracket.")


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
    assert [] == record(tmp_path, verdict(), event="terminal")
    assert [] == list(tmp_path.iterdir())


@pytest.mark.usefixtures("on")
def test_other_inputs_are_not_remembered(tmp_path: Path) -> None:
    """
    What was drawn from another seed says nothing about the public checks.
    """
    assert [] == record(tmp_path, verdict(FIX, seed="other"), event="terminal")
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

    assert [] == record(tmp_path, verdict(FIX), event="terminal")
    assert [] == list(tmp_path.iterdir())


@pytest.mark.usefixtures("on")
def test_nothing_is_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Neither the disk nor a fault of the kit ends a run: both are a sentence.
    """
    (tmp_path / FILE).mkdir()
    assert "cannot be remembered" in record(tmp_path, verdict(FIX), event="terminal")[0]

    monkeypatch.setattr(module, "records_of", lambda _: 1 / 0)
    assert "ZeroDivisionError" in record(tmp_path, verdict(FIX), event="terminal")[0]
