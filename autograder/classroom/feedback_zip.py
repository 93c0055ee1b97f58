"""The feedback as an archive that a platform takes, a page per person.

Each page has the name by which the platform's importer finds its reader. It is made from the name
that the same platform gave to what the person handed in:

Moodle      splits the name of a folder at every `_`: the second part is the participant, the third
            and the fourth are the plugin that takes the file
Canvas      takes the first two numbers between `_`: the user, and a file that this user handed in
            (of an anonymous class, the two parts behind `anon`); the comment is added to that
            person's own, and shows the page under the name of that file
"""

import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from struct import Struct
from typing import NamedTuple
from zlib import crc32

from autograder.classroom import exports
from autograder.classroom.grade import Grade
from autograder.grading.files import replacing

PAGE = "feedback.html"
LONG_AGO = (2026, 1, 1, 0, 0, 0)  # the same pages give the same archive
READABLE = 0o100644 << 16
NAMELESS = "learner"
LONGEST = 60
UNIX = 3
LENGTHS = Struct("<26xHH")  # of name and extra field, at the end of what is in front of a member
FAST = 1  # takes half of the time, for an archive that is a seventh larger
SHARED = 20_000  # names of files and folders: of many people, and asked for several times


class Deflated(NamedTuple):
    """A page as an archive holds it. crc, size: of what it was before."""

    crc: int
    size: int
    content: bytes


@lru_cache(SHARED)
def moodle_member(name: str) -> str:
    """The name of a page in Moodle's archive; "" if this is no name that Moodle gives."""
    entry = exports.moodle(Path(name), is_file=True)
    if entry is None or entry.problem or not re.fullmatch("[0-9]+", entry.submission):
        return ""
    person = _plain(next(iter(entry.aliases), ""))
    return f"{person}_{entry.submission}_assignfeedback_file_/{PAGE}"


@lru_cache(SHARED)
def canvas_member(name: str) -> str:
    """The name of a page in Canvas' archive; "" if this is no name that Canvas gives.

    What was typed into the page of Canvas has no attachment, so nothing can be sent back to it.
    """
    anonymous = exports.CANVAS_ANONYMOUS.fullmatch(name)
    match = anonymous or exports.CANVAS.fullmatch(name)
    if match is None or match["file"] in exports.CANVAS_TEXT:
        return ""
    ids = match["ids"].split("_")[1:]
    person = match["name"] if anonymous else _word(match["name"])
    is_sure = len(ids) == (1 if anonymous else 2)
    return "_".join([person, *ids, PAGE]) if is_sure else ""


MEMBERS: dict[str, Callable[[str], str]] = {"moodle": moodle_member, "canvas": canvas_member}
"""The names of pages, by platform."""


def member_of(grade: Grade, platform: str) -> str:
    """The name of a page in the archive of a platform; "" if nothing says where it should go.

    It is made from a name with an id of this person in it, else from the first one in a path: that
    is the platform's, while names inside an archive are chosen by learners.
    """
    own = {grade.report.submission, *grade.contact.ids.values()}
    parts = (one for path in grade.files for one in path.split("/"))
    found = list(filter(None, map(MEMBERS[platform], parts)))
    return next((one for one in found if one.split("_")[1] in own), next(iter(found), ""))


def _plain(name: str) -> str:
    """A name without `_`, and without what no file name may have."""
    text = re.sub(r"[^\w .'-]|_", " ", name)
    return " ".join(text.split()).strip(". ")[:LONGEST].rstrip() or NAMELESS


def _word(name: str) -> str:
    """The letters of a name, which the importer must not take for a number or a mark."""
    text = re.sub(r"[^\w]|_", "", name)[:LONGEST]
    return NAMELESS if not text or text.isdecimal() or text in {"anon", "LATE"} else text


def deflated(page: bytes) -> Deflated:
    packer = zlib.compressobj(FAST, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Deflated(crc32(page), len(page), packer.compress(page) + packer.flush())


def write_feedback_zip(path: Path, pages: Iterable[tuple[str, bytes | Deflated]]) -> None:
    """Write the archive whole or not at all. Raises OSError.

    pages: each with its name in the archive; of a group, one page goes back.
    """
    taken = set[str]()
    with (
        _packed(path) as before,
        replacing(path) as file,
        zipfile.ZipFile(file.buffer, "w") as archive,
    ):
        for name, page in pages:
            if name in taken:
                continue
            taken.add(name)
            if isinstance(page, bytes):
                _put(name, _kept(name, page, before) or deflated(page), archive)
            else:
                _put(name, page, archive)


def members_in(path: Path) -> set[str]:
    """The names of the pages in an archive; none if it is not there, or damaged."""
    with _packed(path) as archive:
        return set(archive.namelist())


@contextmanager
def _packed(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive that is there; an empty one instead of none, or of a damaged one."""
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(path))
        except (OSError, zipfile.BadZipFile, NotImplementedError):
            archive = stack.enter_context(zipfile.ZipFile(BytesIO(), "w"))
        yield archive


def _kept(name: str, content: bytes, before: zipfile.ZipFile) -> Deflated | None:
    """A page as it is packed already, which is far faster; None if the same page was not there."""
    kept, source = before.NameToInfo.get(name), before.fp
    if not (kept and source) or kept.file_size != len(content) or crc32(content) != kept.CRC:
        return None
    source.seek(kept.header_offset)
    source.seek(sum(LENGTHS.unpack(source.read(LENGTHS.size))), os.SEEK_CUR)
    return Deflated(kept.CRC, kept.file_size, source.read(kept.compress_size))


def _put(name: str, page: Deflated, archive: zipfile.ZipFile) -> None:
    """Write a page that is packed already, for which the library has no way of its own."""
    target = archive.fp
    assert target  # noqa: S101 -- it is open
    info = _info(name)
    info.CRC, info.file_size, info.compress_size = page.crc, page.size, len(page.content)
    info.header_offset = target.tell()
    target.write(info.FileHeader())
    target.write(page.content)
    archive.start_dir = target.tell()
    archive.filelist.append(info)
    archive.NameToInfo[name] = info
    archive.comment = b""  # which tells it that its end is not written yet


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, LONG_AGO)
    info.compress_type, info.create_system, info.external_attr = (
        zipfile.ZIP_DEFLATED,
        UNIX,
        READABLE,
    )
    return info
