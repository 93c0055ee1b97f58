"""
The export of a course.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.classroom.gradebooks.export import PLATFORMS, export
from autograder.cli.export import PLATFORMS as OFFERED
from autograder.grading.errors import KitError
from tests.classroom.gradebooks.ledgers import SMALL, golden, graded, ledger

GRADES = [graded("924", 87.5, verdict=SMALL), graded("1001", 4.0, verdict=SMALL)]


def test_every_platform_is_offered() -> None:
    """
    The command offers what there is.
    """
    assert PLATFORMS == OFFERED


@pytest.mark.parametrize("platform", ["canvas", "moodle"])
def test_the_copy_is_beside_the_download(tmp_path: Path, platform: str) -> None:
    """
    The filled copy is beside the download, or where it is wanted; the download stays as it was.
    """
    source = tmp_path / "Grades.csv"
    source.write_bytes(golden(f"{platform}.csv"))
    made, place = export(platform, ledger(GRADES), str(source))
    _, other = export(platform, ledger(GRADES), str(source), tmp_path / "upload.csv")

    assert (1, str(tmp_path / "Grades-filled.csv")) == (made.filled, place)
    assert (tmp_path / "upload.csv").read_bytes() == Path(place).read_bytes()
    assert str(tmp_path / "upload.csv") == other
    assert golden(f"{platform}.csv") == source.read_bytes()


@pytest.mark.parametrize(
    ("platform", "name", "written"),
    [
        ("csv", "grades.csv", ""),
        ("gradescope", "results", "924.json"),
        ("classroom50", "results", "924/result.json"),
        pytest.param("nbgrader", "gradebook.db", "", marks=pytest.mark.sweep),
    ],
)
def test_other_files_are_written(tmp_path: Path, platform: str, name: str, written: str) -> None:
    """
    For every other platform, FILE is what gets written.
    """
    made, place = export(platform, ledger(GRADES), str(tmp_path / name))

    assert (2, str(tmp_path / name)) == (made.filled, place)
    assert (tmp_path / name / written).is_file()


def test_the_download_is_never_overwritten(tmp_path: Path) -> None:
    """
    A copy in the place of the download is refused, whatever its path looks like.
    """
    source = tmp_path / "Grades.csv"
    source.write_bytes(golden("canvas.csv"))
    with pytest.raises(KitError, match="name another file") as caught:
        export("canvas", ledger(GRADES), str(source), tmp_path / "." / "Grades.csv")

    assert 2 == caught.value.exit_code


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="makes links and pipes")
def test_links_and_devices_are_left_alone(tmp_path: Path) -> None:
    """
    An export replaces no link, no pipe and no device by a file.
    """
    pipe, link = tmp_path / "pipe.csv", tmp_path / "link.csv"
    os.mkfifo(pipe)
    link.symlink_to(tmp_path / "target.csv")
    for place in (pipe, link):
        with pytest.raises(KitError, match="a link or a device"):
            export("csv", ledger(GRADES), str(place))

    assert pipe.is_fifo()
    assert link.is_symlink()


@pytest.mark.parametrize("platform", ["csv", "gradescope", "classroom50"])
def test_what_cannot_be_written_is_said(tmp_path: Path, platform: str) -> None:
    """
    A place where nothing can be written ends with one sentence.
    """
    (tmp_path / "file").touch()
    with pytest.raises(KitError, match=r"cannot be written \(.*\). Choose another") as caught:
        export(platform, ledger(GRADES), str(tmp_path / "file" / "below"))

    assert 2 == caught.value.exit_code


def test_options_of_other_platforms_are_refused(tmp_path: Path) -> None:
    """
    --column and --out belong to platforms whose own file is filled.
    """
    place = str(tmp_path / "grades.csv")
    with pytest.raises(KitError, match="--out belongs to canvas and moodle"):
        export("csv", ledger(GRADES), place, tmp_path / "out.csv")
    with pytest.raises(KitError, match="--column belongs to canvas and moodle"):
        export("csv", ledger(GRADES, column="Day 4"), place)


@pytest.mark.parametrize("platform", ["gradescope", "classroom50"])
def test_a_file_for_each_person_wants_a_folder(tmp_path: Path, platform: str) -> None:
    """
    The name of a file is refused with what to type instead, and the file stays.
    """
    (tmp_path / "grades.csv").write_bytes(b"mine")

    with pytest.raises(KitError, match="name a folder"):
        export(platform, ledger(GRADES), str(tmp_path / "grades.csv"))

    assert b"mine" == (tmp_path / "grades.csv").read_bytes()
