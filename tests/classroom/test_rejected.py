"""
Hostile archives in a batch: the word REJECTED, its reason, and nothing unpacked.

`test_zips.py` and `test_tars.py` make the archives, and honest ones, too.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.classroom.batch import Job, prepare
from autograder.sandbox.report import Report
from tests.classroom import bombs, test_tars, test_zips
from tests.classroom.fakes import SETUP, member
from tests.classroom.rooms import BOTH, made, tarred, zipped

CROWD = 20_000
ARCHIVES = {
    **{f"zip: {name}": ("a.zip", *case) for name, case in test_zips.HOSTILE.items()},
    **{f"tar: {name}": ("a.tar.gz", *case) for name, case in test_tars.HOSTILE.items()},
    "zip: a crowd": ("a.zip", bombs.ZIPS["many entries"], "more than 50000 members"),
    "tar: a packed crowd": (
        "a.tar.gz",
        lambda: test_tars.crowd(CROWD),
        "more than 4096 members",
    ),
}
"""Name of the file, content or what makes it, and what the reason says."""


def prepared(folder: Path, name: str, data: bytes) -> Job | Report:
    (folder / "ada").mkdir()
    (folder / "ada" / name).write_bytes(data)
    return prepare(member(folder / "ada"), SETUP)


@pytest.mark.parametrize(("name", "data", "reason"), ARCHIVES.values(), ids=ARCHIVES)
def test_a_hostile_archive_is_rejected(
    tmp_path: Path, name: str, data: bytes | Callable[[], bytes], reason: str
) -> None:
    """
    A hostile archive is REJECTED with its own reason and no verdict, and leaves nothing on disk.
    """
    report = prepared(tmp_path, name, made(data))

    assert isinstance(report, Report)
    assert ("REJECTED", None) == (report.status, report.verdict)
    assert reason in report.reason
    assert [tmp_path / "ada", tmp_path / "ada" / name] == sorted(tmp_path.rglob("*"))


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_an_honest_archive_is_graded(tmp_path: Path, name: str) -> None:
    """
    The same files in an honest archive are read byte for byte, and not unpacked to disk.
    """
    job = prepared(tmp_path, name, zipped(BOTH) if name == "a.zip" else tarred(BOTH))

    assert isinstance(job, Job)
    assert BOTH == job.files
    assert [tmp_path / "ada", tmp_path / "ada" / name] == sorted(tmp_path.rglob("*"))
