import os
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from autograder.grading.spec import PROJECT
from autograder.study import progress_file as memory
from autograder.study.progress import FILE, HEAD, Fact, Result, Word, line_of, load
from autograder.study.progress_file import CUT, LOCK, recall, remember

NOON = datetime(2026, 11, 24, 12)  # noqa: DTZ001 -- local time

WRITER = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from autograder.study.progress_file import remember
from autograder.study.progress import Fact
start = datetime(2026, 1, int(sys.argv[2]))
said = [
    remember(Path(sys.argv[1]), Fact(start + timedelta(seconds=n), "reset", tasks=("1.1", "2.4")))
    for n in range(300)
]
print(set(said))
"""


def fact(minutes: int) -> Fact:
    """A run so many minutes after noon."""
    when = NOON + timedelta(minutes=minutes)
    return Fact(when, "terminal", {"1.1": Result(Word.FIX, 4, 12, ("lost_sign",), "00ff")})


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_remembered_is_recalled(tmp_path: Path) -> None:
    """
    Each fact is a line of its own below two that explain the file, and no lock is left.
    """
    assert ["", ""] == [remember(tmp_path, fact(0)), remember(tmp_path, fact(1))]

    known, lost = recall(tmp_path)
    assert ((fact(0), fact(1)), "") == (known.facts, lost)
    assert HEAD + line_of(fact(0)) + "\n" + line_of(fact(1)) + "\n" == (tmp_path / FILE).read_text()
    assert [FILE] == names(tmp_path)


def test_a_file_cut_at_any_byte_goes_on(tmp_path: Path) -> None:
    """
    Wherever the file ends, the next fact is kept, whole lines stay, and a lost line is said once.
    """
    for minute in range(2):
        remember(tmp_path, fact(minute))
    whole = (tmp_path / FILE).read_bytes()
    for end in range(len(whole)):
        (tmp_path / FILE).write_bytes(whole[:end])
        kept = load(tmp_path).facts

        said = remember(tmp_path, fact(9))

        assert ((*kept, fact(9)), 0) == (load(tmp_path).facts, load(tmp_path).damaged), end
        complete = whole[:end].rpartition(b"\n")[2]
        is_lost = complete and not complete.startswith(b"#") and not complete.endswith(b";")
        assert (CUT if is_lost else "") == said, end
        assert "" == remember(tmp_path, fact(10)), end


def test_a_file_cut_at_any_byte_is_read(tmp_path: Path) -> None:
    """
    Wherever the file ends, it is read with at most one sentence, and is sound afterwards.
    """
    for minute in range(2):
        remember(tmp_path, fact(minute))
    whole = (tmp_path / FILE).read_bytes()
    for end in range(len(whole)):
        (tmp_path / FILE).write_bytes(whole[:end])
        known, lost = recall(tmp_path)

        assert bool(known.damaged) == ("could not be read" in lost), end
        assert (known.facts, "") == (recall(tmp_path)[0].facts, recall(tmp_path)[1]), end


def test_a_mended_file_keeps_what_a_person_wrote(tmp_path: Path) -> None:
    """
    Only lines that make no sense go; comments and blank lines stay as they are.
    """
    text = f"# my own note\n\n{line_of(fact(0))}\n"
    (tmp_path / FILE).write_text(text + "nonsense\nmore\n", newline="\n")

    _, lost = recall(tmp_path)

    assert "2 lines could not be read" in lost
    assert text == (tmp_path / FILE).read_text()


def test_a_long_tail_without_a_line_end_is_cut(tmp_path: Path) -> None:
    """
    A disk that filled the end of the file with zeros costs those, however many they are.
    """
    remember(tmp_path, fact(0))
    with (tmp_path / FILE).open("ab") as file:
        file.write(bytes(200_000))

    assert CUT == remember(tmp_path, fact(1))
    assert (fact(0), fact(1)) == load(tmp_path).facts
    assert (tmp_path / FILE).stat().st_size < 1000


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
    assert (600, 0) == (len(load(tmp_path).facts), load(tmp_path).damaged)
    assert [FILE] == names(tmp_path)


def test_lines_of_two_runs_mixed_are_recovered(tmp_path: Path) -> None:
    """
    Where a file system has mixed two lines, those two are lost, said, and no others.
    """
    one, two = line_of(fact(1)), line_of(fact(2))
    mixed = f"{one[:30]}{two[:40]}{one[30:]}\n{two[40:]}\n"
    (tmp_path / FILE).write_text(f"{line_of(fact(0))}\n{mixed}{line_of(fact(3))}\n")

    known, lost = recall(tmp_path)

    assert (fact(0), fact(3)) == known.facts
    assert "2 lines could not be read" in lost


def test_a_held_lock_is_not_waited_for_long(tmp_path: Path) -> None:
    """
    While somebody holds the lock the line is appended all the same, and nothing is cut off.
    """
    (tmp_path / LOCK).touch()
    (tmp_path / FILE).write_text("half a li")
    started = time.monotonic()

    assert CUT == remember(tmp_path, fact(0))
    assert time.monotonic() - started < 2
    assert f"half a li\n{line_of(fact(0))}\n" == (tmp_path / FILE).read_text()
    assert (tmp_path / LOCK).exists()


def test_a_stale_lock_is_forgotten(tmp_path: Path) -> None:
    """
    The lock of a killed run is taken away.
    """
    (tmp_path / LOCK).touch()
    os.utime(tmp_path / LOCK, (0, 0))

    assert "" == remember(tmp_path, fact(0))
    assert [FILE] == names(tmp_path)


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    """
    What cannot be written is one sentence with the reason.
    """
    (tmp_path / FILE).mkdir()

    said = remember(tmp_path, fact(0))

    assert said.startswith(f"(This cannot be remembered in {FILE}: ")
    with pytest.raises(OSError, match=FILE):
        recall(tmp_path)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    """
    Nothing is made where nothing is.
    """
    assert "cannot be remembered" in remember(tmp_path / "missing", fact(0))
    assert [] == names(tmp_path)


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="modes are POSIX")
@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """
    A read-only folder costs the memory, not the run.
    """
    tmp_path.chmod(0o500)

    assert "Permission denied" in remember(tmp_path, fact(0))


def test_no_lock_to_be_had_is_no_reason_to_forget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Where only the file itself may be written, it is.
    """
    opened = os.open

    def refuse(path: str | Path, *rest: int) -> int:
        if str(path).endswith(LOCK):
            raise PermissionError(13, "Permission denied")
        return opened(path, *rest)

    monkeypatch.setattr(memory.os, "open", refuse)
    (tmp_path / FILE).write_text(f"{line_of(fact(0))}\nnonsense\n")

    assert "" == remember(tmp_path, fact(1))
    assert (fact(0), fact(1)) == recall(tmp_path)[0].facts
    assert "nonsense" in (tmp_path / FILE).read_text(), "without a lock nothing is mended"


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A line that was written in part is said, and the next run takes the part away.
    """
    write = os.write
    monkeypatch.setattr(memory.os, "write", lambda handle, data: write(handle, data[:-10]))
    said = remember(tmp_path, fact(0))
    monkeypatch.undo()

    assert "No space left" in said
    assert CUT == remember(tmp_path, fact(1))
    assert ((fact(1),), 0) == (load(tmp_path).facts, load(tmp_path).damaged)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_saved_on_windows_goes_on(tmp_path: Path, encoding: str) -> None:
    """
    What a shell has joined in another encoding is kept, and the next fact can be read beside it.
    """
    (tmp_path / FILE).write_bytes(f"{line_of(fact(0))}\r\n".encode(encoding))

    assert "" == remember(tmp_path, fact(1))
    assert ((fact(0), fact(1)), "") == (recall(tmp_path)[0].facts, recall(tmp_path)[1])
