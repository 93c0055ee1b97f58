import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.study.progress import FILE, Progress, load, parse, render, save

TASKS = st.from_regex(r"[1-9]\.[1-9]", fullmatch=True)


@given(st.dictionaries(TASKS, st.integers(0, 999_999)))
def test_progress_survives_its_text(hints: dict[str, int]) -> None:
    """
    What is rendered is read back.
    """
    assert Progress(hints) == parse(render(Progress(hints)))


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """
    No text is too damaged to be read, and what was read is sound afterwards.
    """
    progress = parse(text)

    assert Progress(progress.hints) == parse(render(progress))


def test_the_file_can_be_read_by_people() -> None:
    """
    One line says what the file is, and one line per task says what is known.
    """
    text = render(Progress({"2.3": 2, "1.1": 1}))

    assert ["hints 1.1: 1", "hints 2.3: 2"] == text.splitlines()[1:]
    assert text.startswith("# ")


@pytest.mark.parametrize(
    "text",
    ["hints 1.1: 2\nhints 2.3: many", "hints 1.1: 2\n\ufffd\ufffd", "hints 1.1: 2\nhints 2.3: -1"],
    ids=["a word for a number", "bytes", "a negative number"],
)
def test_a_damaged_file_keeps_what_can_be_read(text: str) -> None:
    """
    Lines that make no sense are dropped and reported; the others count.
    """
    assert Progress({"1.1": 2}, damaged=True) == parse(text)


def test_an_edited_file_is_welcome() -> None:
    """
    Blank lines, comments, spaces at the ends and Windows line ends are no damage.
    """
    assert Progress({"1.1": 2}) == parse("# mine\r\n\r\n  hints 1.1: 2  \r\n")


def test_a_hint_more() -> None:
    """
    Another hint counts for its own task only, and the old value stays as it was.
    """
    before = Progress({"1.1": 1})

    assert Progress({"1.1": 1, "2.3": 1}) == before.with_hint("2.3")
    assert Progress({"1.1": 1}) == before


def test_nothing_is_remembered_without_a_file(tmp_path: Path) -> None:
    """
    A missing file is an empty memory, not an error.
    """
    assert Progress() == load(tmp_path)


def test_a_saved_file_is_loaded(tmp_path: Path) -> None:
    """
    Saving replaces the file and leaves nothing else behind.
    """
    save(tmp_path, Progress({"1.1": 1}))
    save(tmp_path, Progress({"1.1": 2}))

    assert Progress({"1.1": 2}) == load(tmp_path)
    assert [FILE] == [path.name for path in tmp_path.iterdir()]


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    When the disk fails in the middle, the old memory is still there and no scratch file is.
    """
    save(tmp_path, Progress({"1.1": 1}))

    def fail(_path: str, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)

    with pytest.raises(OSError, match="No space"):
        save(tmp_path, Progress({"1.1": 2}))

    assert Progress({"1.1": 1}) == load(tmp_path)
    assert [FILE] == [path.name for path in tmp_path.iterdir()]
