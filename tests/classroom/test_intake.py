"""
Intake.
"""

from __future__ import annotations

import lzma
import os
import re
import socket
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from autograder.classroom import entries as limits
from autograder.classroom.entries import Entry, Refused, Upload
from autograder.classroom.intake import files_below, read_regular, take_in
from autograder.sandbox.status import Status
from tests.classroom.rooms import BOTH, NAMES, ONE, TWO, laid_out, tarred, zipped

POSIX = pytest.mark.skipif(os.name == "nt", reason="needs POSIX files")


def taken(folder: Path, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The exercises in a folder of these files."""
    laid_out(folder / "ada", files)
    return take_in(Entry("ada", (Upload(folder / "ada", "ada"),)), NAMES).files


@pytest.mark.parametrize(
    "files",
    [
        BOTH,
        {f"day4/{name}": content for name, content in BOTH.items()},
        {"day4_ex1/day4_ex1.py": ONE, "day4_ex2/day4_ex2.py": TWO},
        {"homework.zip": zipped(BOTH)},
        {"homework.tar.gz": tarred(BOTH)},
        {"day4_ex1.py": ONE, "second.zip": zipped({"day4_ex2.py": TWO})},
        {**BOTH, "notes.txt": b"\0", "data.zip": b"no archive"},
    ],
    ids=["flat", "folder", "two-folders", "zip", "tar", "mixed", "extras"],
)
def test_both_exercises_are_found(tmp_path: Path, files: Mapping[str, bytes]) -> None:
    """
    However an honest submission is arranged, both exercises are read byte for byte.
    """
    assert BOTH == taken(tmp_path, files)


def test_a_notebook_keeps_its_name(tmp_path: Path) -> None:
    """
    A notebook is read unchanged, and makes room for a script with work.
    """
    files = {"day4_ex1.ipynb": b"{}", "day4_ex1.py": ONE}

    assert {"day4_ex1.ipynb": b"{}"} == taken(tmp_path / "alone", {"day4_ex1.ipynb": b"{}"})
    assert {"day4_ex1.py": ONE} == taken(tmp_path / "both", files)


def test_an_empty_folder_is_nothing(tmp_path: Path) -> None:
    """
    An empty folder, or one with only a tool's files, is not a submission.
    """
    with pytest.raises(Refused, match="empty") as caught:
        taken(tmp_path, {".DS_Store": b""})
    assert Status.NOT_SUBMITTED == caught.value.status


@pytest.mark.parametrize("name", ["env/day4_ex1.py", ".ipynb_checkpoints/day4_ex1.ipynb"])
def test_a_folder_of_which_nothing_is_looked_at_is_not_empty(tmp_path: Path, name: str) -> None:
    """
    If all that somebody handed in is passed over, the reason names it.
    """
    with pytest.raises(Refused, match=f"nothing but {Path(name).parts[0]}, which") as caught:
        taken(tmp_path, {name: ONE, ".DS_Store": b""})
    assert Status.REJECTED == caught.value.status


def test_other_files_are_named(tmp_path: Path) -> None:
    """
    If something else was handed in, the reason names what is missing and what is there.
    """
    files = dict.fromkeys(("b.csv", "a.py", "c\x1b[31m.txt"), b"")
    said = re.escape(r"no day4_ex1.py or day4_ex2.py; found: a.py, b.csv and c\x1b[31m.txt.")
    with pytest.raises(Refused, match=rf"{said}$"):
        taken(tmp_path, files)
    with pytest.raises(Refused, match=r"found: 0.md, 1.md, .* and 5 more\.$"):
        taken(tmp_path / "many", {f"{number}.md": b"" for number in range(25)})


STUB = b'def add_bias(X):\n    """X."""\n    raise NotImplementedError("TODO 2.1")\n'


def test_what_was_seen_is_kept(tmp_path: Path) -> None:
    """
    Everything that was handed in is named, also from inside an archive, scripts first.
    """
    files = {
        "day4_ex2.py": STUB,
        "b.zip": zipped({"c.txt": b"", "d/day4_ex1.py": b""}),
        "a.txt": b"",
    }
    found = take_in(entry_of(laid_out(tmp_path / "ada", files)), NAMES)

    assert {"day4_ex1.py": b"", "day4_ex2.py": STUB} == found.files
    assert {"day4_ex1", "day4_ex2"} == found.idle
    assert "day4_ex2.py, b.zip/d/day4_ex1.py, a.txt, b.zip and b.zip/c.txt" == found.seen


def entry_of(path: Path) -> Entry:
    return Entry("ada", (Upload(path, path.name),))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a.zip": zipped({"day4.zip": zipped(BOTH)})}, "day4.zip is an archive inside an archive"),
        ({"a.tgz": tarred({"x/day4.RAR": b""})}, "day4.RAR is an archive inside an archive"),
        ({"day4.tar.xz": lzma.compress(tarred(BOTH, "w:"))}, "day4.tar.xz cannot be opened here"),
        ({"day4_ex1.py.lzma": b"", "x.txt": b""}, "day4_ex1.py.lzma cannot be opened here"),
        ({"x/day4.7z": b"7z"}, "day4.7z cannot be opened here"),
    ],
)
def test_what_is_not_opened_is_named(
    tmp_path: Path, files: Mapping[str, bytes], expected: str
) -> None:
    """
    An archive that is not opened is named, and so is what to do about it.
    """
    with pytest.raises(Refused, match=r"no day4_ex1.py or day4_ex2.py; found: ") as caught:
        taken(tmp_path, files)
    assert f" {expected}: unpack it, and hand in the files themselves." in str(caught.value)


PACKED_TWICE = " {} is an archive inside an archive: unpack it, and hand in the files themselves."


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"day4_ex2.docx": TWO}, "Not graded: day4_ex2.docx."),
        ({"day4_ex2.py": STUB, "a.csv": b""}, "Not graded: a.csv."),
        (
            {"b.zip": zipped({"ex2.rar": b""})},
            "Not graded: b.zip/ex2.rar." + PACKED_TWICE.format("ex2.rar"),
        ),
        ({"day4_ex2.py": STUB, "autograder/cli.py": b""}, ""),
        ({"day4_ex2.py": TWO, "a.csv": b""}, ""),
        ({"day4_ex2.py": STUB}, ""),
        ({}, ""),
    ],
    ids=["text", "stub", "archive", "kit", "done", "nothing-else", "alone"],
)
def test_what_may_be_the_work_on_the_other_exercise_is_named(
    tmp_path: Path, files: Mapping[str, bytes], said: str
) -> None:
    """
    Beside the work on one exercise and none on the other, every file that was not graded is named.
    """
    found = take_in(entry_of(laid_out(tmp_path / "ada", {"day4_ex1.py": ONE, **files})), NAMES)

    assert said == " ".join(found.remarks)


@pytest.mark.parametrize("kit", ["", "kit/"])
@pytest.mark.parametrize("work", ["My work.py", "a.zip"])
def test_solutions_of_the_kit_do_not_end_the_search(tmp_path: Path, kit: str, work: str) -> None:
    """
    What a copy of the kit brings along is no work, so work in another place is still found.
    """
    stub = STUB.replace(b"add_bias", b"indefinite_integral")
    files = {
        f"{kit}exercises/day4_ex1.py": stub,
        f"{kit}exercises/day4_ex2.py": STUB,
        f"{kit}solutions/day4_ex1.py": ONE.replace(b"1", b"7"),
        f"{kit}solutions/day4_ex2.py": TWO.replace(b"2", b"7"),
        work: zipped({"a/day4_ex1.py": ONE + TWO}) if "zip" in work else ONE + TWO,
    }
    found = take_in(entry_of(laid_out(tmp_path / "ada", files)), NAMES)

    assert dict.fromkeys(BOTH, ONE + TWO) == found.files


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_work_in_an_archive_comes_before_a_stub_beside_it(
    tmp_path: Path, pack: Callable[[Mapping[str, bytes]], bytes]
) -> None:
    """
    Work is found in an archive under any name, where the loose file holds none.
    """
    name = "a.zip" if pack is zipped else "a.tar.gz"
    files = {"day4_ex2.py": STUB, name: pack({"kit/Copy of day4_ex2.py": TWO})}
    found = take_in(entry_of(laid_out(tmp_path / "ada", files)), NAMES)

    assert {"day4_ex2.py": TWO} == found.files
    assert (
        f"Graded: {name}/kit/Copy of day4_ex2.py, because day4_ex2.py holds no work.",
    ) == found.remarks


def test_a_whole_project_is_understood(tmp_path: Path) -> None:
    """
    What a virtual environment brings along is neither counted nor looked at.
    """
    files = {f"my/lib/python3.11/site-packages/m{k}.py": TWO for k in range(3)}
    files |= {"autograder/cli.py": b"", "exercises/day4_ex2.py": STUB, "README.md": b""}
    found = take_in(entry_of(laid_out(tmp_path / "ada", files)), NAMES)

    assert {"day4_ex2.py": STUB} == found.files
    assert "exercises/day4_ex2.py, autograder/cli.py and README.md" == found.seen


def test_a_bad_archive_refuses_the_submission(tmp_path: Path) -> None:
    """
    A hostile archive is refused if it is needed, and never opened if it is not.
    """
    bad = zipped([("../x", b""), ("day4_ex2.py", TWO)])

    with pytest.raises(Refused, match="points outside it"):
        taken(tmp_path, {"day4_ex1.py": ONE, "second.zip": bad})
    assert BOTH == taken(tmp_path, {**BOTH, "second.zip": bad})


def test_many_archives_are_refused(tmp_path: Path) -> None:
    """
    A submission may contain four archives, and not one more.
    """
    with pytest.raises(Refused, match="5 archives"):
        taken(tmp_path, {f"{k}.zip": zipped(BOTH) for k in range(5)})


def test_a_large_archive_is_not_opened(tmp_path: Path) -> None:
    """
    An archive that is too large is refused without opening it.
    """
    path = tmp_path / "ada.zip"
    path.touch()
    os.truncate(path, limits.ARCHIVE + 1)

    with pytest.raises(Refused, match=r"larger than 128 MiB\. Hand in the exercises alone"):
        take_in(Entry("ada", (Upload(path, "ada.zip"),)), NAMES)


@POSIX
@pytest.mark.parametrize("name", ["ada", "ada.zip"])
def test_an_entry_that_is_a_link_is_refused(tmp_path: Path, name: str) -> None:
    """
    Neither a folder nor an archive is reached through a link.
    """
    laid_out(tmp_path / "real", BOTH)
    (tmp_path / "real.zip").write_bytes(zipped(BOTH))
    link = tmp_path / name
    link.symlink_to(tmp_path / name.replace("ada", "real"))

    with pytest.raises(Refused, match="is a link"):
        take_in(Entry("ada", (Upload(link, name),)), NAMES)
    assert BOTH == take_in(Entry("ada", (Upload(link.resolve(), name),)), NAMES).files


@POSIX
def test_a_fifo_by_the_name_of_an_exercise_is_refused(tmp_path: Path) -> None:
    """
    Intake never waits for a fifo.
    """
    laid_out(tmp_path / "ada", {"day4_ex1.py": ONE})
    os.mkfifo(tmp_path / "ada" / "day4_ex2.py")

    with pytest.raises(Refused, match=r"day4_ex2.py is not a regular file"):
        take_in(Entry("ada", (Upload(tmp_path / "ada", "ada"),)), NAMES)


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read all")
def test_an_unreadable_folder_is_refused(tmp_path: Path) -> None:
    """
    A folder that cannot be read is refused, not taken for empty.
    """
    folder = laid_out(tmp_path / "ada", BOTH)
    folder.chmod(0)
    try:
        with pytest.raises(Refused, match="cannot be read"):
            take_in(Entry("ada", (Upload(folder, "ada"),)), NAMES)
    finally:
        folder.chmod(0o700)


def test_a_problem_seen_from_outside_is_the_reason() -> None:
    """
    The problem that the layout found is the reason.
    """
    with pytest.raises(Refused, match=r"ada and ada.zip are have the same id"):
        take_in(Entry("ada", (), problem="ada and ada.zip are have the same id; which?"), NAMES)


def below(folder: Path) -> list[str]:
    return [file.path.as_posix() for file, _ in files_below(folder)]


@pytest.mark.parametrize("size", [0, 1, 100])
def test_a_regular_file_is_read(tmp_path: Path, size: int) -> None:
    """
    A regular file up to the limit comes back whole.
    """
    path = tmp_path / "day4_ex1.py"
    path.write_bytes(b"x" * size)

    assert b"x" * size == read_regular(path, 100)


@pytest.mark.parametrize(("limit", "said"), [(99, "0 KiB"), (0, "0 KiB")])
def test_a_large_file_is_refused(tmp_path: Path, limit: int, said: str) -> None:
    """
    A file beyond the limit is refused by its size.
    """
    path = tmp_path / "day4_ex1.py"
    path.write_bytes(b"x" * 100)

    with pytest.raises(Refused, match=f"larger than {said}"):
        read_regular(path, limit)


@POSIX
def test_links_are_not_followed(tmp_path: Path) -> None:
    """
    A symbolic link is refused even if its target could be read.
    """
    target = tmp_path / "secret"
    target.write_text("secret")
    link = tmp_path / "day4_ex1.py"
    link.symlink_to(target)

    assert b"secret" == read_regular(target, 100)
    with pytest.raises(Refused, match="is a link"):
        read_regular(link, 100)


@POSIX
def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    """
    A link beside the exercises is left alone, and one in the place of an exercise is refused.
    """
    laid_out(tmp_path / "other", {"day4_ex2.py": TWO})
    folder = laid_out(tmp_path / "ada", {"day4_ex1.py": ONE})
    (folder / "more").symlink_to(tmp_path / "other")

    assert ["day4_ex1.py", "more"] == below(folder)
    assert {"day4_ex1.py": ONE} == taken(tmp_path, {})
    (folder / "day4_ex2.py").symlink_to(tmp_path / "other" / "day4_ex2.py")
    with pytest.raises(Refused, match=r"day4_ex2.py is a link"):
        taken(tmp_path, {})


@POSIX
@pytest.mark.parametrize("kind", ["fifo", "device", "socket", "folder"])
def test_what_is_not_a_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    """
    A fifo, a device, a socket and a folder are refused without waiting for them.
    """
    path = tmp_path / "day4_ex1.py"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(path))
    elif kind == "folder":
        path.mkdir()
    else:
        path = Path(os.devnull)

    with pytest.raises(Refused, match=r"not a regular file|cannot be read"):
        read_regular(path, 100)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """
    A file that has disappeared is refused with a reason.
    """
    with pytest.raises(Refused, match=r"cannot be read \(No such file"):
        read_regular(tmp_path / "gone", 100)


def test_tools_folders_are_passed_over(tmp_path: Path) -> None:
    """
    Files that are hidden or made by a tool are skipped; all others come in order.
    """
    names = [".git/config", "__pycache__/a.pyc", "venv/lib/x.py", "b/c.py", "a.py", ".DS_Store"]
    laid_out(tmp_path, dict.fromkeys(names, b""))

    assert ["a.py", "b/c.py"] == below(tmp_path)


def test_depth_and_number_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Too deep a folder and too many files are refused; one less is read.
    """
    deep = "/".join("a" * limits.DEPTH)
    laid_out(tmp_path, {f"ok/{deep}/x": b"", f"deep/a/{deep}/x": b""})
    laid_out(tmp_path / "many", {str(k): b"" for k in range(5)})
    laid_out(tmp_path / "wide", {f"{k}/x": b"" for k in range(5)})

    assert [f"{deep}/x"] == below(tmp_path / "ok")
    with pytest.raises(Refused, match="8 folders deep"):
        below(tmp_path / "deep")
    monkeypatch.setattr("autograder.classroom.entries.MEMBERS", 4)
    for name in ("many", "wide"):
        with pytest.raises(Refused, match="more than 4 files"):
            below(tmp_path / name)
    monkeypatch.setattr("autograder.classroom.entries.MEMBERS", 5)
    assert 5 == len(below(tmp_path / "many"))


def test_folders_count_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Empty folders count towards the same limit.
    """
    for path in ("a/a/a", "a/b/a", "b/a"):
        (tmp_path / path).mkdir(parents=True)
    monkeypatch.setattr("autograder.classroom.entries.MEMBERS", 7)
    assert [] == below(tmp_path)
    monkeypatch.setattr("autograder.classroom.entries.MEMBERS", 6)
    with pytest.raises(Refused, match="more than 6 files"):
        below(tmp_path)
