"""The release: a copy of the kit for a class, without solutions, as a folder or a zip file.

The copy holds a wheel of itself, for notebooks that are opened elsewhere.

README.md and pyproject.toml mark what is for the kit alone: a line that contains `kit only`, and
all lines from one with `kit only: begin` to one with `kit only: end`. A comment `# in a copy: ...`
takes effect there.
"""

import io
import json
import re
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path

from autograder.authoring.build import derive, record
from autograder.authoring.wheel import wheel_files, wheel_name
from autograder.grading.errors import KitError
from autograder.grading.files import Step
from autograder.grading.recording import recorded
from autograder.grading.spec import (
    PACKAGE,
    PROJECT,
    all_checks,
    all_names,
    functions_asked,
    spec_names,
)
from autograder.grading.task_list import OUTLINE, outline_text
from autograder.grading.worked import PUZZLES, pieces

DAY = (2026, 1, 1)
MODE, PROGRAM = stat.S_IFREG | 0o644, stat.S_IFREG | 0o755
BEGIN, END = "kit only: begin", "kit only: end"
KIT_ONLY = re.compile(rf"^.*{BEGIN}(.*\n)*?.*{END}.*\n|^.*kit only.*\n", re.MULTILINE)
WRONG = re.compile(rb"^wrong\b.*\n", re.MULTILINE)
LINK = re.compile(r"(?P<picture>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)#]*)(?P<place>#[^)]*)?\)")


def release(target: Path, *, zipped: bool = False, puzzles: bool = True) -> Step:
    """Write the copy to a new or empty folder, or to a new file `target`.zip.

    puzzles: whether the third hints are in it. All or nothing. The same sources give the same
    bytes. Raises KitError, OSError.
    """
    place = free_place(target, zipped=zipped)
    files = bundle(puzzles=puzzles)
    with tempfile.TemporaryDirectory(prefix=f".{place.name}.", dir=place.parent) as room:
        made = Path(room) / place.name
        (write_zip if zipped else write_folder)(made, files)
        if place.is_dir():
            place.rmdir()
        made.rename(place)
    shown = target.with_name(place.name)
    how = "hand it out; its README.md tells a learner how to start"
    return Step(f"Wrote {len(files)} files, none of solutions/, to {shown}: {how}.")


def bundle(*, puzzles: bool = True) -> dict[str, bytes]:
    """The content of every file of the copy by its path, sorted. Raises KitError."""
    texts = dict(derive(PROJECT))  # says so if there are no solutions to ask
    texts |= {recorded(name): record(name).text() for name in spec_names()}
    if puzzles:
        asked = functions_asked(all_checks()).items()
        found = {name: pieces(exercise, name) for exercise, names in asked for name in names}
        texts[PUZZLES] = json.dumps(found, indent=0) + "\n"
    made = {path.relative_to(PROJECT).as_posix(): text.encode() for path, text in texts.items()}
    files = _package() | made | {f"autograder/{OUTLINE.name}": outline_text().encode()}
    for name in () if puzzles else spec_names():
        page = f"autograder/hints/{name}.txt"
        files[page] = WRONG.sub(b"", files[page])
    names = "LICENSE", "exercises/conftest.py", "pyproject.toml", "README.md"
    files |= {name: (PROJECT / name).read_bytes() for name in names}
    files["pyproject.toml"] = learners_pyproject(files["pyproject.toml"].decode()).encode()
    files["README.md"] = learners_readme(files["README.md"].decode(), files).encode()
    files[wheel_name()] = zip_of(wheel_files(dict(sorted(files.items()))))
    return dict(sorted(files.items()))


def free_place(target: Path, *, zipped: bool) -> Path:
    """Where to write, as a full path. Raises KitError if that is not new or empty."""
    place = target.resolve()
    if place in {Path.cwd(), *Path.cwd().parents}:
        raise KitError(f"{target} is the current folder or contains it; name a new folder.")
    if zipped and place.suffix != ".zip":
        place = place.with_name(f"{place.name}.zip")
    if not place.parent.is_dir():
        raise KitError(f"There is no folder {target.parent}; create it first.")
    shown = target.with_name(place.name)
    if zipped and place.exists():
        raise KitError(f"{shown} exists already; move it or choose another name.")
    if place.exists() and not (place.is_dir() and not any(place.iterdir())):
        raise KitError(f"{shown} is not empty; name a new or an empty folder.")
    return place


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files below a new folder."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a zip file with one folder in it, named like the file."""
    path.write_bytes(zip_of({f"{path.stem}/{name}": files[name] for name in files}))


def zip_of(files: Mapping[str, bytes], programs: Collection[str] = ()) -> bytes:
    """A zip file that holds the files in this order; no clock, no user. programs: may be run."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, stamp(content))
            member.create_system = 3  # Unix, wherever it is written: the mode counts
            member.external_attr = (PROGRAM if name in programs else MODE) << 16
            archive.writestr(member, content, zipfile.ZIP_DEFLATED, compresslevel=9)
    return made.getvalue()


def stamp(content: bytes) -> tuple[int, int, int, int, int, int]:
    """The date of a file in a zip file: a fixed day, and a time of day that follows the content.

    Python trusts its cache where time and size of a source stay: an edit must change one of them.
    """
    minutes, seconds = divmod(zlib.crc32(content) % 43_200 * 2, 60)
    return (*DAY, minutes // 60, minutes % 60, seconds)


def _package() -> dict[str, bytes]:
    """The engine and the specs that count, without records, templates, caches, hidden files."""
    left_out = {*all_names()} - {*spec_names()}
    names = {path: path.relative_to(PROJECT) for path in PACKAGE.rglob("*") if path.is_file()}
    return {
        name.as_posix(): path.read_bytes()
        for path, name in names.items()
        if not {"recorded", "templates"} & {*name.parts}
        and name.name.partition(".")[0].removeprefix("test_") not in left_out
        and not any(part.startswith((".", "__pycache__")) for part in name.parts)
    }


def learners_readme(text: str, files: Collection[str]) -> str:
    """The README of a copy with these files; links to others become text. Raises KitError."""
    return LINK.sub(lambda link: _link(link, files), _without_marked("README.md", text))


def learners_pyproject(text: str) -> str:
    """The pyproject of such a copy. Raises KitError."""
    return _without_marked("pyproject.toml", text).replace("# in a copy: ", "")


def _without_marked(name: str, text: str) -> str:
    """Drop what is marked. Raises KitError if nothing is, or a region is open."""
    if not 1 <= text.count(BEGIN) == text.count(END):
        raise KitError(
            f"{name}:1: {text.count(BEGIN)} regions begin with `{BEGIN}`, {text.count(END)} end "
            f"with `{END}`. Mark what learners do not get, as authoring/release.py says."
        )
    return KIT_ONLY.sub("", text).rstrip() + "\n"


def _link(link: re.Match[str], files: Collection[str]) -> str:
    target = link["target"]
    if not target or target in files or "://" in target:
        return link[0]
    return "" if link["picture"] else link["text"]
