"""Random entries: names in any alphabet, trees, and archives made at random or from real ones."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from autograder.classroom.batch import Job, prepare
from autograder.classroom.entries import LITTER, Entry, Upload, id_of
from autograder.classroom.layout import LAYOUTS, Listing, entries_in
from autograder.classroom.members import gather
from autograder.grading.errors import KitError
from tests.classroom import bombs
from tests.classroom.fakes import SETUP
from tests.classroom.rooms import BOTH, tarred, zipped

ODD = (
    "\u0131\u0130\u017f\u212a\u00e9\u0301\u202e\u2028\x1b\x7f\n\t "
    "\\:*?\"<>|.-_~'()%\uff11\u0663\U0001f600"
)
STEMS = ("day4_ex1", "Day4_Ex2", "day4_ex1 (2)", "day4_ex2-1", "env", "submitted", "x", "a_1_2_b")
ENDINGS = (
    ".py",
    ".ipynb",
    ".\u0131pynb",
    ".PY",
    ".zip",
    ".tar.gz",
    ".tgz",
    ".tar",
    ".rar",
    "",
    ".txt",
)
PLATFORM = (
    *(
        "_{0}_assignsubmission_file_",
        "_{0}_{1}_",
        "_LATE_{0}_{1}_",
        "submission_{0}",
        "anon_x_{0}_",
    ),
    *(
        "_{0}_assignsubmission_file_{1}_assignsubmission_file",
        "submission_metadata.yml",
        "_{0}_text.html",
    ),
)


def number(rng: random.Random) -> int:
    return rng.choice([0, 1, 7, 777, 2**31, rng.randrange(10**6)])


def letters(rng: random.Random) -> str:
    """A few characters from anywhere in Unicode, most of them odd."""
    one = (
        lambda: rng.choice(ODD),
        lambda: chr(rng.randrange(1, 0x250)),
        lambda: chr(rng.choice([rng.randrange(1, 0xD800), rng.randrange(0xE000, 0x110000)])),
        lambda: chr(rng.randrange(0xDC80, 0xDD00)),  # a byte that is not UTF-8
    )
    return "".join(rng.choice(one)() for _ in range(rng.randrange(1, 8)))


def name(rng: random.Random) -> str:
    """A name of a file or a folder, as often as not the one of an exercise."""
    if rng.random() < 0.5:
        return f"day4_ex{rng.choice('12')}{rng.choice(['.py', '.py', '.ipynb'])}"
    text = rng.choice(STEMS) if rng.random() < 0.7 else letters(rng)
    if rng.random() < 0.2:
        place = rng.randrange(len(text) + 1)
        text = text[:place] + letters(rng) + text[place:]
    if rng.random() < 0.15:
        text += rng.choice(PLATFORM).format(number(rng), number(rng))
    return text + rng.choice(ENDINGS)


def on_disk(rng: random.Random) -> str:
    """A name that this system takes."""
    encoded = os.fsencode(name(rng).replace("/", "").replace("\0", ""))[:150]
    return os.fsdecode(encoded if encoded.strip(b".") else b"x" + encoded)


def content(rng: random.Random) -> bytes:
    kind = rng.randrange(6)
    if kind == 0:
        return rng.randbytes(rng.randrange(300))
    if kind == 1:
        return bytes(rng.choice([1, 1000, 300_000]))
    return rng.choice([*BOTH.values(), b"", b"{}", b"\xff", b"\xef\xbb\xbfx = 1\n"])


def members(rng: random.Random) -> list[tuple[str, bytes]]:
    count = rng.choice([0, 1, 2, 2, 3, 10])
    names = [f"{name(rng)}/" * rng.choice([0, 0, 1, 2, 9]) + name(rng) for _ in range(count)]
    pairs = [(each.encode("utf-8", "replace").decode(), content(rng)) for each in names]
    return [*pairs, *BOTH.items()] if rng.random() < 0.5 else pairs


def changed(rng: random.Random, data: bytes) -> bytes:
    """An archive with some of its bytes changed, cut out, or put in twice."""
    many = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 5, 30])):
        start = rng.randrange(len(many) + 1)
        length = rng.choice([1, 1, 2, 4, 8, 100])
        piece = rng.choice([rng.randbytes(length), many[start : start + length], b"\xff" * length])
        end = start + rng.choice([0, length, len(piece)])
        many[start:end] = piece
    return bytes(many)


def small_bomb(rng: random.Random) -> bytes:
    """One of the hostile archives, in a size of its own."""
    size = rng.choice([1, 2, 10, 100, 300])
    return rng.choice(SMALL)(size)


SMALL: tuple[Callable[[int], bytes], ...] = (
    bombs.digits,
    bombs.short_records,
    lambda size: bombs.global_keys(size, size),
    lambda size: bombs.many_globals(size, size // 10),
    lambda size: bombs.many_attributes(size, size // 10),
    lambda size: bombs.chain(b"g", size),
    lambda size: bombs.chain(b"L", size),
    bombs.sparse,
    bombs.sparse_attributes,
    bombs.long_names,
    lambda size: bombs.copies(size % 20, 1000 * size),
    bombs.gzip_members,
    bombs.gzip_name,
    lambda size: bombs.overlapping(size, 1000),
    lambda size: bombs.quoted(size % 30 + 1, 1000),
    lambda size: bombs.zip_extras(size % 15),
    lambda size: bombs.zip_names(size, 1000),
    bombs.zip_lies,
    bombs.zip_count,
    bombs.zip64,
    bombs.zip_notes,
)


def archive(rng: random.Random) -> tuple[bytes, str]:
    """An archive, and an ending for it, right more often than not."""
    is_zip = rng.random() < 0.4
    if rng.random() < 0.2:
        data = small_bomb(rng)
    else:
        data = zipped(members(rng)) if is_zip else tarred(members(rng), rng.choice(["w:", "w:gz"]))
    ending = rng.choice([".zip" if is_zip else ".tar.gz"] * 4 + [".zip", ".tgz", ".TAR", ".rar"])
    return (changed(rng, data) if rng.random() < 0.6 else data), ending


def write_entry(rng: random.Random, path: Path, depth: int = 0) -> None:
    """A file, an archive, a folder, or something else that has a name."""
    kind = rng.random()
    if kind < 0.02:
        path.symlink_to(rng.choice(["/etc/passwd", ".", "gone"]))
    elif kind < 0.03:
        os.mkfifo(path)
    elif kind < 0.25:
        path.write_bytes(content(rng))
    elif kind < 0.55:
        data, ending = archive(rng)
        packed = path.with_name(path.name[:40] + ending)
        if not os.path.lexists(packed):
            packed.write_bytes(data)
    else:
        path.mkdir()
        for _ in range(rng.choice([0, 1, 2, 2, 3]) if depth < 10 else 0):
            inner = path / on_disk(rng)
            if not os.path.lexists(inner):
                write_entry(rng, inner, depth + rng.choice([1, 1, 4]))


def outcome(entry: Entry) -> str:
    """The one word for what becomes of an entry; an exception is GRADER_ERROR."""
    prepared = prepare(entry, SETUP)
    if isinstance(prepared, Job):
        assert prepared.files
        return "files"
    assert prepared.status != "GRADER_ERROR", prepared.traceback
    assert prepared.reason.isprintable(), ascii(prepared.reason)
    prepared.submission.encode()
    return str(prepared.status)


def vanished(listing: Listing, folder: Path) -> Iterator[str]:
    """What a person could have handed in, and is neither in an entry nor named among the strays."""
    entries = (*listing.entries, *listing.misfits)
    handed_in = {upload.path for entry in entries for upload in entry.uploads}
    is_asked = any(entry.problem for entry in listing.entries)
    for path in (listing.folder if listing.layout != "nbgrader" else folder).iterdir():
        is_stray = id_of(path.name) in listing.strays or LITTER.fullmatch(path.name)
        if not (path in handed_in or is_stray or is_asked):
            yield path.name


def outcomes_of_class(seed: int, folder: Path) -> list[str]:
    """A class of random entries: everyone's outcome, whether its layout is recognised or given."""
    rng = random.Random(seed)  # noqa: S311 -- the same class for the same seed
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for _ in range(rng.choice([1, 2, 5])):
        path = folder / on_disk(rng)
        if not os.path.lexists(path):
            write_entry(rng, path)
    alone = [outcome(Entry("x", (Upload(path, path.name),))) for path in sorted(folder.iterdir())]
    for layout in (None, *LAYOUTS):
        try:
            listing = entries_in(folder, layout)
        except KitError:  # a question
            continue
        gathered = gather(listing, ())
        assert len({m.submission for m in gathered.members}) == len(gathered.members)
        assert len(gathered.members) >= len(listing.entries)
        assert listing.layout == "nbgrader" or not list(vanished(listing, folder))
        if layout is None or rng.random() < 0.2:
            alone += [outcome(entry) for entry in gathered.members]
    return alone
