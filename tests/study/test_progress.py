from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.study.progress import FILE, HEAD, Fact, Progress, Result, Word, line_of, load, parse

NOON = datetime(2026, 11, 24, 12)  # noqa: DTZ001 -- local time
TASKS = st.from_regex(r"[1-9]\.[1-9]", fullmatch=True)
KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
TIMES = st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 1)).map(  # noqa: DTZ001 -- local
    lambda when: when.replace(microsecond=0)
)
RESULTS = st.builds(
    Result,
    st.sampled_from(Word),
    st.integers(0, 999_999),
    st.integers(0, 999_999),
    st.lists(KEYS, max_size=3).map(tuple),
    st.from_regex(r"([0-9a-f]{4})?", fullmatch=True),
)
RUNS = st.builds(
    Fact,
    TIMES,
    st.sampled_from(["terminal", "notebook", "watch"]),
    st.dictionaries(TASKS, RESULTS, min_size=1, max_size=8),
)
HINTS = st.builds(
    lambda when, task, level: Fact(when, "hint", tasks=(task,), level=level),
    TIMES,
    TASKS,
    st.integers(1, 999_999),
)
OTHERS = st.builds(
    lambda when, what, tasks: Fact(when, what, tasks=tuple(tasks)),
    TIMES,
    st.sampled_from(["reset", "reveal"]),
    st.lists(TASKS, min_size=1, max_size=4),
)
FACTS = RUNS | HINTS | OTHERS


def hint(minutes: int, level: int) -> Fact:
    """A hint so many minutes after noon."""
    return Fact(NOON + timedelta(minutes=minutes), "hint", tasks=("1.1",), level=level)


def read(*facts: Fact) -> list[Fact]:
    """What the lines of these facts are read as."""
    return list(parse("\n".join(map(line_of, facts))).facts)


@given(FACTS)
def test_a_fact_survives_its_line(fact: Fact) -> None:
    """
    What is written is read back.
    """
    assert Progress((fact,)) == parse(line_of(fact))


@given(FACTS, st.data())
def test_a_cut_line_means_nothing(fact: Fact, data: st.DataObject) -> None:
    """
    No part of a line that lacks its end is taken for a fact.
    """
    line = line_of(fact)
    cut = data.draw(st.integers(1, len(line) - 1))

    assert Progress((), 1) == parse(line[:cut])


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """
    No text is too damaged to be read.
    """
    assert () == parse(text).facts


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-24T12:00:00 hint 1.1;",
        "2026-11-24T12:00:00 hint 1.1 0;",
        "2026-11-24T12:00:00 hint 1.1 many;",
        "2026-11-24T12:00:00 reset;",
        "2026-11-24T12:00:00 reset 1.1 2;",
        "2026-11-24T12:00:00 terminal;",
        "2026-11-24T12:00:00 terminal 1.1=PASS;",
        "2026-11-24T12:00:00 terminal 1.1=PASS,2/2 1.2=GOOD,1/2;",
        "2026-11-24T12:00:00 nonsense 1.1;",
        "2026-13-24T12:00:00 reset 1.1;",
        "2026-11-24 reset 1.1;",
        "2026-11-24T12:00:00+01:00 reset 1.1;",
        "2026-11-24T12:00:00 reset 1.1;2026-11-24T12:00:00 reset 1.1;",
        "\ufffd\ufffd",
    ],
)
def test_a_damaged_line_is_left_out(line: str) -> None:
    """
    A line that makes no sense is counted and dropped; the others count.
    """
    assert Progress((hint(0, 2),), 1) == parse(f"{line}\n{line_of(hint(0, 2))}\n")


def test_an_edited_file_is_welcome() -> None:
    """
    Blank lines, comments, spaces at the ends and Windows line ends are no damage.
    """
    assert Progress((hint(0, 2),)) == parse(f"{HEAD}\r\n# mine\r\n  {line_of(hint(0, 2))}  \r\n")


@given(st.lists(FACTS, max_size=8), st.lists(FACTS, max_size=8))
def test_files_of_two_machines_are_joined(here: list[Fact], there: list[Fact]) -> None:
    """
    However often and in whatever order two files are pasted together, each fact is there once.
    """
    once = set(map(line_of, [*here, *there]))

    for facts in ([*here, *there], [*there, *here, *there]):
        found = list(map(line_of, read(*facts)))
        assert once == set(found)
        assert len(once) == len(found)


def test_joined_files_are_in_order_of_time() -> None:
    """
    The seam of two files is no jump of a clock.
    """
    first, second, third = hint(0, 1), hint(300, 2), hint(600, 3)

    assert [first, second, third] == read(first, third, second)


@pytest.mark.parametrize("minutes", [1, 60, 120])
def test_a_clock_set_back_keeps_the_order(minutes: int) -> None:
    """
    When summer time ends, what was written last stays last.
    """
    facts = [hint(0, 1), hint(-minutes, 2), hint(5 - minutes, 3)]

    assert facts == read(*facts)


def test_a_day_to_come_does_not_stay_the_last() -> None:
    """
    A line from a clock that was years ahead does not hide what came after it.
    """
    facts = [hint(0, 1), hint(60 * 24 * 3650, 2), hint(1, 3)]

    assert facts == read(*facts)


def test_hints_are_counted_by_their_level() -> None:
    """
    The highest hint given counts, wherever it stands.
    """
    progress = Progress((hint(0, 1), hint(1, 3), hint(2, 2)))

    assert {"1.1": 3} == progress.hints


def test_nothing_is_remembered_without_a_file(tmp_path: Path) -> None:
    """
    A missing file is an empty memory, not an error.
    """
    assert Progress() == load(tmp_path)


def test_bytes_that_are_no_text_are_damage(tmp_path: Path) -> None:
    """
    Undecodable bytes cost their own line only.
    """
    (tmp_path / FILE).write_bytes(b"\xff\x00\xfe\n" + line_of(hint(0, 1)).encode())

    assert Progress((hint(0, 1),), 1) == load(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_saved_on_windows_is_read(tmp_path: Path, encoding: str) -> None:
    """
    A mark at the beginning, or two bytes for each character, are no damage.
    """
    text = f"{HEAD}{line_of(hint(0, 1))}\n".replace("\n", "\r\n")
    (tmp_path / FILE).write_bytes(text.encode(encoding))

    assert Progress((hint(0, 1),)) == load(tmp_path)
