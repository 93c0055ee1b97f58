"""Choice: which of the files that were handed in holds which exercise.

A file counts by its name, even if a browser or a platform has numbered it. Where no file of that
name holds work, any other script or notebook that defines the same functions counts.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import msgspec

from autograder.classroom.entries import (
    FILE,
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
from autograder.grading.notebook_cells import ENDING as NOTEBOOK
from autograder.grading.submission import ELSEWHERE, HANDED_OUT, kind_of
from autograder.grading.task_list import functions_named, rivals
from autograder.grading.written import BOM, Written, utf8, written

BOTH = "Graded: {taken}. {other} holds work, too; to have that graded instead, hand it in alone."
# What a copy of the kit has beside exercises/ is not the learner's.
KIT = ("autograder", "solutions", "tests")
EMPTY = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 0}'
"""What a notebook of no bytes is read as."""


@dataclass(frozen=True, slots=True)
class ExerciseFile:
    """A file that may count. path: in the submission. name: of the exercise, with its ending."""

    path: PurePosixPath
    name: str
    content: bytes
    written: Written

    @property
    def holds_work(self) -> bool:
        """Whether one of the functions of its exercise is more than a stub."""
        return self.written.holds_work(functions_named(self.exercise))

    @property
    def is_ready(self) -> bool:
        """Whether it holds work that can be read."""
        return self.holds_work and not self.written.is_damaged

    @property
    def is_stub(self) -> bool:
        """Whether nobody has begun in it."""
        is_shipped = self.written.is_idle or b"raise NotImplementedError" in self.content
        return is_shipped and not self.holds_work and not self.written.is_damaged

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


def exercise_file(path: PurePosixPath, name: str, content: bytes) -> ExerciseFile:
    """A file under the name of an exercise; a large notebook without outputs. Raises Refused."""
    is_notebook = name.endswith(NOTEBOOK)
    if is_notebook and not content.removeprefix(BOM).strip():
        content = EMPTY
    if (plain := utf8(content)) is not content:
        shipped = exercise_file(path, name, plain)
        if shipped.is_stub:  # nobody is told how to save what nobody has begun
            return shipped
    found = written(content, is_notebook=is_notebook)
    if found.cells is not None and len(content) > limit_of(name):
        kept = [{"cell_type": "code", "source": cell} for cell in found.cells]
        content = msgspec.json.encode({"cells": kept, "nbformat": 4, "nbformat_minor": 0})
    check_size(path, len(content), limit_of(name))
    return ExerciseFile(path, name, content, found)


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
        wanted = [one for one in wanted if not Names((one, *rivals(one))).canonical(file.path.name)]
        kind = kind_of(name)
        if not wanted or not kind or file.size > FILE[kind]:
            continue
        looked_at += file.size
        if looked_at > READ:
            raise Refused(
                f"There are more than {size_text(READ)} of scripts and notebooks; hand in the "
                "exercises alone."
            )
        content = file.read()
        seen = written(content, is_notebook=kind == NOTEBOOK)
        for exercise in wanted:
            asked = functions_named(exercise)
            if seen.holds_work(asked) or (seen.is_idle and not seen.begun.isdisjoint(asked)):
                yield exercise_file(file.path, exercise + kind, content)


def choose(files: Iterable[ExerciseFile]) -> Taken:
    """The file that counts for each exercise. Raises Refused if that is a question."""
    by_exercise: dict[str, list[ExerciseFile]] = {}
    for file in own_files(files):
        by_exercise.setdefault(file.exercise, []).append(file)
    chosen = [counted(found) for _, found in sorted(by_exercise.items())]
    stubs = (one for found in by_exercise.values() for one in found if one.is_stub)
    return Taken(
        {file.name: file.content for file, _ in chosen},
        tuple(remark for _, remark in chosen if remark),
        idle=frozenset(one.exercise for one, _ in chosen if one.written.is_idle or one.is_stub),
        working=frozenset(file.exercise for file, _ in chosen if file.holds_work),
        settled=frozenset(one.path for one in (*stubs, *(file for file, _ in chosen))),
    )


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


def own_files(files: Iterable[ExerciseFile]) -> list[ExerciseFile]:
    """Without those that a copy of the kit brings along. Raises Refused if they are too large."""
    return own(_bounded(files))


def own(files: Sequence[ExerciseFile]) -> list[ExerciseFile]:
    """Without the files that a copy of the kit brings along."""
    roots = {file.path.parent.parent for file in files if file.is_handed_out}
    kit = [root / folder for root in roots for folder in KIT]
    return [file for file in files if not any(map(file.path.is_relative_to, kit))]


def counted(files: list[ExerciseFile]) -> tuple[ExerciseFile, str]:
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
    if work and len({file.written.digest for file in equals}) > 1:
        paths = ", ".join(sorted(shown(file.path) for file in equals)[:3])
        raise Refused(
            f"There are {len(equals)} different files for {first.name} ({paths}); which one "
            "counts? Hand in that one alone."
        )
    return first, _remark(first, files)


def _remark(taken: ExerciseFile, files: Sequence[ExerciseFile]) -> str:
    """What a person must know about the choice."""
    others = [one for one in files if one.written.digest != taken.written.digest]
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
        lacks = "cannot be read" if before[0].written.is_damaged else "holds no work"
    return ELSEWHERE.format(other=shown(taken.path), script=script, lacks=lacks)
