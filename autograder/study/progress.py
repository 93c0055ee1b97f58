"""
Progress: what the kit remembers about a learner's work, one line for each fact.

    2026-11-24T20:15:07 terminal 1.1=PASS,12/12 1.2=FIX,4/10,lost_factor,#3fa9 1.3=TODO,0/8;
    2026-11-24T20:16:30 hint 1.2 1;

A line that does not end in `;` was cut off and means nothing. The order of lines is free and a
line may stand there twice, so files of two machines can be pasted together.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

FILE = "progress.txt"
HEAD = """\
# What the exercise kit remembers of your work: your runs, hints, resets, and solutions you opened.
# You may copy, join, edit or delete this file. A line that does not end in ; is left out.
"""
END = ";"
WIDE = frozenset({codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE})
"""How a file begins that was saved with two bytes for each character."""

DOORS = frozenset({"terminal", "notebook", "watch"})
NAMED = frozenset({"hint", "reset", "reveal"})
TASK = re.compile(r"\d+\.\d+", re.ASCII)
LEVEL = re.compile(r"[1-9]\d{0,5}", re.ASCII)
RESULT = re.compile(
    r"(?P<task>\d+\.\d+)=(?P<word>PASS|FIX|TODO|FAULT),(?P<points>\d{1,6})/(?P<of>\d{1,6})"
    r"(?P<mistakes>(?:,[a-z][a-z0-9_]*)*)(?:,#(?P<mark>[0-9a-f]{4}))?",
    re.ASCII,
)
SECOND = "YYYY-MM-DDThh:mm:ss"
CLOCK_SET_BACK = timedelta(hours=2)
AHEAD = timedelta(days=1)


class Word(StrEnum):
    """What a run said about a task; FAULT: a fault of the kit left it open."""

    PASS = "PASS"  # noqa: S105 -- an outcome, no password
    FIX = "FIX"
    TODO = "TODO"
    FAULT = "FAULT"


@dataclass(frozen=True, slots=True)
class Result:
    """
    What a run said about one task.

    mark: four digits that differ where the learner's function did something else; may be empty.
    """

    word: Word
    points: int
    max_points: int
    mistakes: tuple[str, ...] = ()
    mark: str = ""


class Known(dict[str, tuple[str, Result]]):
    """
    What the words of a run mean, read once: a run repeats most words of the one before it.

    A word that cannot be understood is a ValueError.
    """

    def __missing__(self, word: str) -> tuple[str, Result]:
        match = RESULT.fullmatch(word)
        if match is None:
            raise ValueError(word)
        mistakes = tuple(key for key in match["mistakes"].split(",") if key)
        points, of = int(match["points"]), int(match["of"])
        result = Result(Word(match["word"]), points, of, mistakes, match["mark"] or "")
        self[word] = match["task"], result
        return self[word]


@dataclass(frozen=True, slots=True)
class Fact:
    """
    One line of the file, at a local time.

    what: the door of a run, or hint, reset, reveal. results: of a run, by task number. tasks: that
    the others are about. level: which hint it was, from 1.
    """

    when: datetime
    what: str
    results: Mapping[str, Result] = field(default_factory=dict)
    tasks: tuple[str, ...] = ()
    level: int = 0

    @property
    def is_run(self) -> bool:
        return self.what in DOORS


@dataclass(frozen=True, slots=True)
class Progress:
    """All facts, the oldest first; damaged: how many lines could not be understood."""

    facts: tuple[Fact, ...] = ()
    damaged: int = 0

    @property
    def hints(self) -> dict[str, int]:
        """Task number to how many hints were given."""
        given: dict[str, int] = {}
        for fact in self.facts:
            for task in fact.tasks if fact.what == "hint" else ():
                given[task] = max(given.get(task, 0), fact.level)
        return given

    @property
    def revealed(self) -> frozenset[str]:
        """The tasks whose solution was opened before they were passed."""
        return frozenset(t for fact in self.facts if fact.what == "reveal" for t in fact.tasks)

    @property
    def runs(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.is_run)


def load(folder: Path) -> Progress:
    """What is remembered in this folder: nothing, if there is no file. Raises OSError."""
    try:
        return parse(decoded((folder / FILE).read_bytes()))
    except FileNotFoundError:
        return Progress()


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8, or what editors and shells of Windows make of it."""
    encoding = "utf-16" if content[:2] in WIDE else "utf-8-sig"
    return content.decode(encoding, errors="replace")


def parse(text: str) -> Progress:
    """Read every line that can be understood; blank lines and # lines mean nothing."""
    known = Known()
    found = [_fact(line, known) for line in dict.fromkeys(said(text))]
    facts = [fact for fact in found if fact]
    return Progress(tuple(in_order(facts, now())), len(found) - len(facts))


def said(text: str) -> Iterator[str]:
    """The lines of a text that mean something."""
    lines = (line.strip() for line in text.split("\n"))
    return (line for line in lines if line and not line.startswith("#"))


def is_damaged(line: str) -> bool:
    """Whether a line cannot be understood."""
    return _fact(line, Known()) is None


def now() -> datetime:
    """The learner's own clock, to the second."""
    return datetime.now().replace(microsecond=0)  # noqa: DTZ005 -- local time, as on their wall


def line_of(fact: Fact) -> str:
    """The line that `parse` reads."""
    words = [fact.when.isoformat(timespec="seconds"), fact.what]
    words += [_result_text(task, result) for task, result in fact.results.items()]
    words += [*fact.tasks, *([str(fact.level)] if fact.level else [])]
    return " ".join(words) + END


def in_order(facts: Iterable[Fact], today: datetime) -> list[Fact]:
    """
    By time, each at least where its clock can be believed.

    A clock that is set back for summer time, or a day that is yet to come, counts as the time of
    the line above. A longer way back is the seam of two files.
    """
    dated = []
    last = datetime.min  # noqa: DTZ901 -- local times have no zone
    for fact in facts:
        jumped = timedelta(0) < last - fact.when <= CLOCK_SET_BACK
        last = last if jumped or fact.when > today + AHEAD else fact.when
        dated.append((last, fact))
    dated.sort(key=lambda pair: pair[0])
    return [fact for _, fact in dated]


def _fact(line: str, known: Known) -> Fact | None:
    """The fact of a line; None if it cannot be understood."""
    words = line.removesuffix(END).split(" ")
    when = _time(words[0])
    if when is None or len(words) < 3 or not line.endswith(END):
        return None
    if words[1] not in DOORS:
        return _named(when, words[1], words[2:])
    try:
        return Fact(when, words[1], dict(map(known.__getitem__, words[2:])))
    except ValueError:
        return None


def _time(word: str) -> datetime | None:
    try:
        return datetime.fromisoformat(word) if len(word) == len(SECOND) else None
    except ValueError:
        return None


def _named(when: datetime, what: str, words: list[str]) -> Fact | None:
    level = LEVEL.fullmatch(words[-1])
    tasks = words[:-1] if level else words
    is_sound = what in NAMED and tasks and (what == "hint") == bool(level)
    if not is_sound or not all(map(TASK.fullmatch, tasks)):
        return None
    return Fact(when, what, tasks=tuple(tasks), level=int(level[0]) if level else 0)


def _result_text(task: str, result: Result) -> str:
    parts = [result.word, f"{result.points}/{result.max_points}", *result.mistakes]
    return f"{task}={','.join(parts)}" + (f",#{result.mark}" if result.mark else "")
