"""
The archive of an export as a folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom import entries as limits
from autograder.classroom import unpacking
from autograder.classroom.unpacking import unpacked
from autograder.grading.errors import KitError
from tests.classroom.rooms import encrypted, lying, made, zipped

EXPORT = {"Ada_1_file_/day4_ex1.py": b"one", "Bob_2_file_/work.zip": zipped({"day4_ex1.py": b"1"})}
ODD: dict[str, tuple[bytes, str, str]] = {
    "traversal": (zipped({"a/c": b"", "../b": b""}), "b.not-unpacked.txt", "outside it: ../b"),
    "as Windows writes it": (zipped({"x\\..\\..\\b": b""}), "x/not-unpacked.txt", "outside it"),
    "absolute": (zipped({"/etc/b": b""}), "etc/not-unpacked.txt", "an absolute path: /etc/b"),
    "a drive": (zipped({"C:\\b": b""}), "C_/not-unpacked.txt", "an absolute path"),
    "twice": (zipped([("a", b"1"), ("./a", b"2")]), "a.not-unpacked.txt", "this file twice"),
    "a file that is a folder": (zipped([("a", b"1"), ("a/b", b"2")]), "", ""),
    "a folder that is a file": (
        zipped([("a/b", b"1"), ("a", b"2")]),
        "a.not-unpacked.txt",
        "twice",
    ),
    "too long": (zipped({"a" * 300: b""}), f"{'a' * 150}.not-unpacked.txt", "File name too long"),
    "one that would paint": (zipped({"\x1b[1m/../..": b"1"}), "_[1m.not-unpacked.txt", r"\x1b[1m"),
}
"""Members that cannot be kept under their names, the note in their place, and what it says."""
HOSTILE: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "a password": (encrypted, "A password is needed for it. Unpack it yourself"),
    "a size that is not true": (lying, "it is broken (Bad CRC-32"),
    "a bomb": (
        lambda: zipped({"a": bytes(65 * limits.MIB)}),
        "It unpacks to 65 MiB",
    ),
    "garbage": (b"PK\3\4 and so on", "it is broken (File is not a zip file). Download it again."),
    "half of it": (lambda: zipped(EXPORT)[:-40], "it is broken"),
    "nothing": (b"", "it is broken"),
}


def archive_of(folder: Path, content: bytes, name: str = "export.zip") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def said(archive: Path) -> str:
    with pytest.raises(KitError) as caught:
        unpacked(archive, archive.parent / "out")

    assert 2 == caught.value.exit_code
    return str(caught.value)


def test_an_export_is_unpacked(tmp_path: Path) -> None:
    """
    Every file is there as it was packed, and the archives of people stay packed.
    """
    archive = archive_of(tmp_path, zipped({"Eve_3_file_/": b"", **EXPORT}))

    assert EXPORT == files_below(unpacked(archive, tmp_path / "out"))


def test_it_is_unpacked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A second time nothing is written.
    """
    archive = archive_of(tmp_path, zipped(EXPORT))
    folder = unpacked(archive, tmp_path / "out")
    monkeypatch.setattr(unpacking, "_unpack", None)

    assert folder == unpacked(archive, tmp_path / "out")


def test_a_changed_archive_is_unpacked_again(tmp_path: Path) -> None:
    """
    Another archive of the same name is another folder.
    """
    first = unpacked(archive_of(tmp_path, zipped(EXPORT)), tmp_path / "out")
    archive = archive_of(tmp_path, zipped({"a": b"2"}))
    second = unpacked(archive, tmp_path / "out")
    os.utime(archive, ns=(1, 1))

    assert {"a": b"2"} == files_below(second)
    assert 3 == len({first, second, unpacked(archive, tmp_path / "out")})


@pytest.mark.parametrize(("content", "why"), HOSTILE.values(), ids=HOSTILE)
def test_nothing_is_left_of_what_cannot_be_unpacked(
    tmp_path: Path, content: bytes | Callable[[], bytes], why: str
) -> None:
    """
    A hostile or broken archive is refused in a sentence, and nothing of it stays on the disk.
    """
    folder = tmp_path / "course"
    folder.mkdir()
    archive = archive_of(folder, made(content))

    assert why in said(archive)
    assert [archive] == [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [] == list((folder / "out").iterdir())


@pytest.mark.parametrize(("content", "note", "why"), ODD.values(), ids=ODD)
def test_an_odd_name_leaves_a_note(tmp_path: Path, content: bytes, note: str, why: str) -> None:
    """
    One person's odd name costs that person alone, who is not lost; nothing is written outside.
    """
    folder = tmp_path / "course"
    folder.mkdir()
    found = files_below(unpacked(archive_of(folder, content), folder / "out"))

    assert why in found[note].decode() if note else {"a": b"1"}.items() <= found.items()
    assert {folder, folder / "export.zip", folder / "out"} == {
        path for path in tmp_path.rglob("*") if (folder / "out") not in path.parents
    }


@pytest.mark.parametrize("name", ["export.tar.gz", "export.rar", "export"])
def test_other_archives_are_unpacked_by_hand(tmp_path: Path, name: str) -> None:
    """
    What is not a zip archive is named, and what to do with it.
    """
    assert "is not a zip archive. Unpack it yourself" in said(archive_of(tmp_path, b"x", name))


def test_an_archive_that_is_gone(tmp_path: Path) -> None:
    """
    An archive that is not there any more is said in a sentence.
    """
    assert "(No such file or directory)" in said(tmp_path / "export.zip")


def test_one_deep_folder_does_not_stop_the_class(tmp_path: Path) -> None:
    """
    Whatever somebody has in a folder of theirs, everybody else is unpacked.
    """
    deep = {f"Ada_1_file_/{'a/' * 20}b.py": b"", "Bob_2_file_/day4_ex1.py": b""}
    archive = archive_of(tmp_path, zipped(deep))

    assert deep == files_below(unpacked(archive, tmp_path / "out"))


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_an_interruption_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    """
    Half of an export is never taken for all of it.
    """
    archive = archive_of(tmp_path, zipped(EXPORT))

    def interrupt(*_: object) -> None:
        raise error

    monkeypatch.setattr(unpacking.shutil, "copyfileobj", interrupt)
    with pytest.raises((KeyboardInterrupt, KitError)):
        unpacked(archive, tmp_path / "out")
    monkeypatch.undo()

    assert {} == files_below(tmp_path / "out")
    assert EXPORT == files_below(unpacked(archive, tmp_path / "out"))


def test_what_a_killed_process_left_is_forgotten(tmp_path: Path) -> None:
    """
    Files of an unpacking that was killed are not mixed with those of the next.
    """
    archive = archive_of(tmp_path, zipped(EXPORT))
    half = tmp_path / "out" / "export.new"
    half.mkdir(parents=True)
    (half / "half").touch()

    assert EXPORT == files_below(unpacked(archive, tmp_path / "out"))
    assert not half.exists()


@pytest.mark.parametrize(
    "name",
    ["ab:c", "a?.py", "con", "x/AUX.txt", "nul.tar.gz", "day4_ex1.py.", "a /b", "com1", "a\x1fb"],
)
def test_windows_is_not_given_what_it_forbids(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """
    A name that Windows would change or take for a device leaves a note there alone.
    """
    archive = archive_of(tmp_path, zipped({name: b"1"}))
    assert {name: b"1"} == files_below(unpacked(archive, tmp_path / "here"))

    monkeypatch.setattr(unpacking, "IS_WINDOWS", True)
    (note,) = files_below(unpacked(archive, tmp_path / "there")).values()
    assert b"Windows allows no file of this name" in note


def test_a_fault_of_ours_is_no_broken_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What only a mistake in the kit raises is not blamed on the archive, and leaves nothing either.
    """
    archive = archive_of(tmp_path, zipped({"a": b"1"}))
    monkeypatch.setattr(unpacking, "_place_of", lambda *_: None)

    with pytest.raises(TypeError):
        unpacked(archive, tmp_path / "out")
    assert [] == list((tmp_path / "out").iterdir())


@given(st.binary(max_size=40), st.integers(0, 400), st.integers(0, 255))
def test_damage_is_found_or_does_no_harm(
    tmp_path_factory: pytest.TempPathFactory, more: bytes, place: int, value: int
) -> None:
    """
    An archive with any byte changed gives a folder below its place, or a KitError.
    """
    content = bytearray(zipped({"a/b": b"one", "c": b"two"}) + more)
    content[place % len(content)] = value
    folder = tmp_path_factory.mktemp("damaged")
    archive = archive_of(folder, BytesIO(content).getvalue())
    try:
        found = unpacked(archive, folder / "out")
    except KitError:
        found = folder / "out"

    assert found == folder / "out" or found.parent == folder / "out"
    outside = {path.name for path in folder.iterdir()}
    assert outside == {"export.zip", "out"}
