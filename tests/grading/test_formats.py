"""
Formats of files.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from pathlib import Path

import pytest

from autograder.grading.formats import STARTS, format_of
from tests.notebooks import FILED


def zipped(name: str) -> bytes:
    """A zip archive, empty or with a file in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        if name:
            archive.writestr(name, "x = 1")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (zipped("day4_ex1.py"), "a zip archive"),
        (zipped(""), "a zip archive"),
        (gzip.compress(b"x = 1", mtime=0), "packed with gzip"),
        (lzma.compress(b"x = 1"), "packed with xz"),
        *((bz2.compress(b"x = 1", level), "packed with bzip2") for level in (1, 9)),
        (b"Rar!\x1a\x07\1\0", "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "a 7z archive"),
        (b"\x28\xb5\x2f\xfd\x04", "packed with Zstandard"),
        (b"%PDF-1.7", "a PDF"),
        (b"BZh = 9", ""),
        (b"PK = 1", ""),
        ("ä = 1".encode("utf-16"), ""),
        (b"", ""),
    ],
)
def test_a_file_is_known_by_its_first_bytes(content: bytes, expected: str) -> None:
    """
    What a real packer writes is named; Python that begins alike is not.
    """
    assert expected == format_of(content)


def test_no_two_formats_begin_alike() -> None:
    """
    The order of the table does not matter.
    """
    starts = [(what, start) for what, all_of_it in STARTS.items() for start in all_of_it]

    assert [] == [
        (one, other)
        for one, start in starts
        for other, longer in starts
        if one != other and longer.startswith(start)
    ]


@pytest.mark.parametrize("path", FILED[::40], ids=lambda path: path.stem)
def test_a_script_has_no_other_format(path: Path) -> None:
    """
    A submission on file is taken for nothing else.
    """
    assert "" == format_of(path.read_bytes())
