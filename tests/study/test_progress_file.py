import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autograder.grading.spec import PROJECT
from autograder.study import progress_file as module
from autograder.study.progress import Entry, line_of
from autograder.study.progress_file import FILE, HEAD, load, remember, unreadable
from tests.study.histories import fix
from tests.study.histories import run as history

WRITER = """
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from autograder.study.progress import Entry
from autograder.study.progress_file import remember
start = datetime(2026, 1, int(sys.argv[2]), tzinfo=timezone.utc)
said = [
    remember(Path(sys.argv[1]), Entry(start + timedelta(seconds=n), "reset", tasks=("1.1",) * 40))
    for n in range(300)
]
print(set(said))
"""


def entry(minutes: int) -> Entry:
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
