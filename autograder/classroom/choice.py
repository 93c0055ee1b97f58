"""Choice: which of the files that were handed in holds which exercise.

A file counts by its name, even if a browser or a platform has numbered it. Where no file of that
name holds work, any other script or notebook that defines the same functions counts. What was
written is searched for `def` lines; nothing is parsed as Python for it, let alone run.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import PurePosixPath

import msgspec

from autograder.classroom.entries import (
    FILE,
    KIB,
    READ,
    TAKEN,
    FoundFile,
    Names,
    Refused,
    check_size,
    limit_of,
    shown,
    size_text,
)
from autograder.grading.spec import functions_named
from autograder.grading.submission import ANY_CASE, ELSEWHERE, HANDED_OUT

BOTH = "Graded: {taken}. {other} holds work, too; to have that graded instead, hand it in alone."
KIND = re.compile(r".*\.(py|ipynb)(?:\.txt)?", ANY_CASE | re.DOTALL)
# What a copy of the kit has beside exercises/ is not the learner's.
KIT = ("autograder", "solutions", "tests")
BOM = b"\xef\xbb\xbf"
UTF16 = (b"\xff\xfe", b"\xfe\xff")

DEF = re.compile(rb"^[ \t]*(?:async +)?def +(\w+)", re.MULTILINE)
COMMENT = re.compile(rb"\s*#")
QUOTES = re.compile(rb"""[rR]?("{3}|'{3}|"|')""")
EMPTY = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 0}'
"""What a notebook of no bytes is read as."""
# JSON knows no such numbers, but notebooks have them.
NO_NUMBER = re.compile(rb"(?<=[:\[,\s])(?:NaN|-?Infinity)(?=[,\]}\s])")
# In a notebook that is cut off or has conflicts in it: where a line of its code ends or begins.
JOINT = re.compile(rb'\\n(?:",?\s*")?|"(?=def )')
MOST = 100  # functions of a file that are looked at
LONGEST = 8 * KIB  # from a `def` to the end of its docstring


@dataclass(frozen=True, slots=True)
class ExerciseFile:
    """A file that may count.

    path: inside the submission. name: of the exercise, with its ending. digest: equal for files
    with the same code. holds_work: whether one of its functions is more than a stub. is_idle:
    whether it holds no code at all, or nothing but stubs. is_damaged: whether it cannot be read as
    it was saved, although a person could see what is in it.
    """

    path: PurePosixPath
    name: str
    content: bytes
    digest: bytes
    holds_work: bool
    is_idle: bool
    is_damaged: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether it holds work that can be read."""
        return self.holds_work and not self.is_damaged

    @property
    def is_stub(self) -> bool:
        """Whether nobody has begun in it."""
        is_shipped = self.is_idle or b"raise NotImplementedError" in self.content
        return is_shipped and not self.holds_work and not self.is_damaged

    @property
    def exercise(self) -> str:
        return PurePosixPath(self.name).stem

    @property
    def is_handed_out(self) -> bool:
        """Whether it is in exercises/, however that is written now."""
        return self.path.parent.name.lower() == HANDED_OUT

    @property
    def is_named(self) -> bool:
        """Whether it is called like the exercise, though perhaps numbered."""
        return Names((self.exercise,)).canonical(self.path.name) == self.name

    @property
    def rank(self) -> tuple[bool, int, bool, bool]:
        """The folder that was handed out, the top, plain names and scripts come first."""
        name = self.path.name
        is_renamed = name.lower() != self.name
        return (
            not self.is_handed_out,
            len(self.path.parts),
            is_renamed,
            self.name.endswith(".ipynb"),
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """What is graded: a content for each exercise by name.

    remarks: which of several files was taken, and why. seen: all files that were handed in, for the
    end of a sentence. idle: the exercises of which nothing but stubs is there. working: those of
    which there is work. settled: where all files are that are graded, or nothing but stubs.
    """

    files: Mapping[str, bytes]
    remarks: tuple[str, ...] = ()
    seen: str = ""
    idle: frozenset[str] = frozenset()
    working: frozenset[str] = frozenset()
    settled: frozenset[PurePosixPath] = frozenset()


class _Cell(msgspec.Struct):
    cell_type: str
    source: str | list[str] = ""
    input: str | list[str] = ""  # what format 3 calls it


class _Sheet(msgspec.Struct):
    cells: list[_Cell] = []


class _Notebook(msgspec.Struct):
    cells: list[_Cell] = []
    worksheets: list[_Sheet] = []


def exercise_file(path: PurePosixPath, name: str, content: bytes) -> ExerciseFile:
    """A file under the name of an exercise; a large notebook without its outputs. Raises Refused.

    What its code is does not depend on how lines end, nor on the outputs of a notebook.
    """
    if name.endswith(".ipynb") and not content.removeprefix(BOM).strip():
        content = EMPTY
    text = _utf8(content)
    cells = _cells(text)
    code = text.removeprefix(BOM) if cells is None else "\n".join(cells).encode()
    is_broken = cells is None and name.endswith(".ipynb") and not DEF.search(code)
    is_damaged = is_broken or text is not content
    if is_broken:
        code = JOINT.sub(b"\n", code).replace(b'\\"', b'"')
    if cells is not None and len(content) > limit_of(name):
        kept = [{"cell_type": "code", "source": cell} for cell in cells]
        content = msgspec.json.encode({"cells": kept, "nbformat": 4, "nbformat_minor": 0})
    check_size(path, len(content), limit_of(name))
    heads = list(islice(DEF.finditer(code), MOST))
    written = {head[1].decode() for head in heads if not _is_stub(code, head.end())}
    lines = [line for line in (content if is_damaged else code).split(b"\n") if line.strip()]
    return ExerciseFile(
        path=path,
        name=name,
        content=content,
        digest=sha256(b"\n".join(line.rstrip() for line in lines)).digest(),
        holds_work=not written.isdisjoint(functions_named(PurePosixPath(name).stem)),
        is_idle=not written if heads else all(map(COMMENT.match, lines)),
        is_damaged=is_damaged,
    )


def _utf8(content: bytes) -> bytes:
    """A text in UTF-16, as some editors and shells write it, in UTF-8; any other as it is."""
    if not content.startswith(UTF16):
        return content
    return content.decode("utf-16", errors="replace").encode(errors="replace")


def _is_stub(code: bytes, start: int) -> bool:
    """Whether the function with a name that ends here begins, below its docstring, as in a stub."""
    body = code[start : start + LONGEST].partition(b"\n")[2].lstrip()
    if quotes := QUOTES.match(body):
        body = body[quotes.end() :].partition(quotes[1])[2].lstrip()
    return body.startswith(b"raise NotImplementedError")


def _cells(content: bytes) -> list[str] | None:
    """The code cells of a notebook, whatever its file is called; None if it is not one.

    Outputs and pictures are passed over, and nothing is built of them.
    """
    plain = content.removeprefix(BOM).strip()
    if not plain.startswith(b"{"):
        return None
    try:
        try:
            notebook = msgspec.json.decode(plain, type=_Notebook)
        except msgspec.DecodeError:
            notebook = msgspec.json.decode(NO_NUMBER.sub(b"0", plain), type=_Notebook)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    sheets = [notebook.cells, *(sheet.cells for sheet in notebook.worksheets)]
    sources = [c.source or c.input for cells in sheets for c in cells if c.cell_type == "code"]
    return [one if isinstance(one, str) else "".join(one) for one in sources]


def named_files(files: Iterable[FoundFile], names: Names) -> Iterator[ExerciseFile]:
    """The files that are called like an exercise. Raises Refused for one that is too large."""
    for file in files:
        if name := names.canonical(file.path.name):
            check_size(file.path, file.size, FILE[PurePosixPath(name).suffix])
            yield exercise_file(file.path, name, file.read())


def other_files(
    files: Iterable[FoundFile], names: Names, missing: Collection[str]
) -> Iterator[ExerciseFile]:
    """The other files that define what an exercise asks for: of a missing exercise, whatever they
    are called, and else those with its name in theirs. Raises Refused.
    """
    looked_at = 0
    for file in files:
        name = file.path.name.lower()
        wanted = [one for one in names.exercises if one in missing or one in name]
        wanted = [one for one in wanted if not Names((one,)).canonical(file.path.name)]
        kind = KIND.fullmatch(name)
        if not wanted or not kind or file.size > FILE[f".{kind[1]}"]:
            continue
        looked_at += file.size
        if looked_at > READ:
            raise Refused(
                f"There are more than {size_text(READ)} of scripts and notebooks; hand in the "
                "exercises alone."
            )
        content = file.read()
        text = _utf8(content)
        for exercise in wanted:
            if any(f"def {one}".encode() in text for one in functions_named(exercise)):
                found = exercise_file(file.path, f"{exercise}.{kind[1]}", content)
                if found.holds_work or found.is_idle:
                    yield found


def choose(files: Iterable[ExerciseFile]) -> Taken:
    """The file that counts for each exercise. Raises Refused if that is a question."""
    by_exercise: dict[str, list[ExerciseFile]] = {}
    for file in own_files(files):
        by_exercise.setdefault(file.exercise, []).append(file)
    chosen = [_counted(found) for _, found in sorted(by_exercise.items())]
    stubs = (one for found in by_exercise.values() for one in found if one.is_stub)
    return Taken(
        {file.name: file.content for file, _ in chosen},
        tuple(remark for _, remark in chosen if remark),
        idle=frozenset(file.exercise for file, _ in chosen if file.is_idle),
        working=frozenset(file.exercise for file, _ in chosen if file.holds_work),
        settled=frozenset(one.path for one in (*stubs, *(file for file, _ in chosen))),
    )


def own_files(files: Iterable[ExerciseFile]) -> list[ExerciseFile]:
    """Without those that a copy of the kit brings along. Raises Refused if they are too large."""
    held = _bounded(files)
    roots = {file.path.parent.parent for file in held if file.is_handed_out}
    kit = [root / folder for root in roots for folder in KIT]
    return [file for file in held if not any(map(file.path.is_relative_to, kit))]


def _bounded(files: Iterable[ExerciseFile]) -> list[ExerciseFile]:
    """The same, no larger together than a submission may be. Raises Refused."""
    held, taken = [], 0
    for file in files:
        taken += len(file.content)
        if taken > TAKEN:
            raise Refused(
                f"There are more than {size_text(TAKEN)} of files for {file.name}; hand in each "
                "exercise once."
            )
        held.append(file)
    return held


def _counted(files: list[ExerciseFile]) -> tuple[ExerciseFile, str]:
    """The file of one exercise: by its name if that holds work, else the only other with work.

    What is damaged counts only where nothing else holds work.
    """
    files = sorted(files, key=lambda file: file.rank)
    named = [file for file in files if file.is_named]
    work = [file for file in files if file.holds_work]
    ready = [file for file in work if file.is_ready]
    found = [file for file in ready if file.is_named] or ready
    found = found or [file for file in work if file.is_named] or work or named or files
    first = found[0]
    equals = [one for one in found if one.rank == first.rank] if first.is_named else found
    if work and len({file.digest for file in equals}) > 1:
        paths = ", ".join(sorted(shown(file.path) for file in equals)[:3])
        raise Refused(
            f"There are {len(equals)} different files for {first.name} ({paths}); which one "
            "counts? Hand in that one alone."
        )
    return first, _remark(first, files)


def _remark(taken: ExerciseFile, files: Sequence[ExerciseFile]) -> str:
    """What a person must know about the choice."""
    others = [one for one in files if one.digest != taken.digest]
    working = [one for one in others if one.is_ready]
    before = [
        one for one in others if one.is_named and (one.rank < taken.rank or not taken.is_named)
    ]
    if not taken.holds_work or (taken.is_named and not working and not before):
        return ""
    if working:
        return BOTH.format(taken=shown(taken.path), other=shown(working[0].path))
    script = shown(before[0].path) if before else f"{taken.exercise}.py"
    lacks = "is missing"
    if before:
        lacks = "cannot be read" if before[0].is_damaged else "holds no work"
    return ELSEWHERE.format(other=shown(taken.path), script=script, lacks=lacks)
