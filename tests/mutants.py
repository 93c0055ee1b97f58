"""
Mutants: right code with one or two slips in it, each told by an oracle that knows what was changed.

Slip      an edit that a learner could have made, and the keys of the sentences that are true of it
Mutant    the functions of an exercise, with the slips that were made in them
Truth     what decides whether a sentence is true: the slips, and claims that are tried on the code
Shown     the first message to one task of a mutant, and the word for it

A claim is what a sentence says of the code's behaviour ("your number is the area from 0 to the
upper bound"), tried on inputs of its own. It decides for its key, whatever was changed; where a
key has no claim, the slips decide. A key that is `general` only repeats what was seen.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from copy import copy, deepcopy
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations, islice
from pathlib import Path
from typing import Any

from autograder.grading.draw import PUBLIC_SEED, Draw
from autograder.grading.grade import Session, open_session, run_check
from autograder.grading.limit import TimeIsUp, time_limit
from autograder.grading.quiet import quiet
from autograder.grading.spec import all_checks
from autograder.grading.submission import Submission
from autograder.grading.task import Exercise
from autograder.grading.verdict import CheckResult, Outcome

SPECIFIC, GENERAL, RIGHT = "specific", "general", "right"
FALSE, MISSED, ACCUSED = "FALSE", "MISSED", "ACCUSED"
"""
Words for what was shown: a true sentence about the mistake; a true one about what was seen;
nothing, as the code is right; a false sentence; nothing, though it is wrong; something, though it
is right.
"""

IS_WHOLE = os.environ.get("MUTANTS") == "all"

SECONDS = 2.0
"""For one call of a mutant; a call that takes longer has no answer."""


@dataclass(eq=False)
class Code:
    """What a mutant's source defines, and what its functions have answered so far.

    only: the one question that claims are tried on; None: on all questions of their own.
    """

    source: str
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "mutant"})
    answers: dict[tuple[str, str], Any] = field(default_factory=dict)
    only: Any = None

    def __post_init__(self) -> None:
        with suppress(SyntaxError):  # then nothing can be called
            exec(compile(self.source, "mutant", "exec"), self.names)  # noqa: S102 -- made by this file

    def call(self, function: str, *arguments: Any) -> Any:
        """The answer to a call, made once; the exception where it ended in one."""
        asked = function, repr(arguments)
        if asked not in self.answers:
            try:
                with quiet(), time_limit(SECONDS, {"mutant": 0}.get):
                    self.answers[asked] = self.names[function](*deepcopy(arguments))
            except (Exception, TimeIsUp) as error:  # noqa: BLE001 -- a mutant may raise anything
                self.answers[asked] = error
        return self.answers[asked]

    def about(self, question: Any) -> Code:
        """The same code, its claims tried on one question."""
        other = copy(self)
        other.only = question
        return other


Claim = Callable[[Code, CheckResult], bool]


@dataclass(frozen=True, slots=True)
class Slip:
    """
    A regular expression of right code, and what stands there instead (`\\1` as usual).

    told: the keys that are true of it, in one text. once: change the first match only. The `def`
    line stays as it is, unless the pattern begins in it, with `def` or with its colon.
    """

    old: str
    new: str
    told: str
    once: bool = False

    def __str__(self) -> str:
        return f"{self.old} -> {self.new}"

    def made_in(self, text: str) -> str | None:
        """The text with the slip; None where there is no place for it."""
        head, below = ("", text) if self.old.startswith(("def", ":")) else text.split("\n", 1)
        changed = re.sub(self.old, self.new, below, count=int(self.once), flags=re.MULTILINE)
        return None if changed == below else f"{head}\n{changed}".lstrip("\n")


@dataclass(frozen=True, slots=True)
class Mutant:
    """functions: the texts of the changed functions, by name. slips: what was changed in each."""

    functions: Mapping[str, str]
    slips: Mapping[str, tuple[Slip, ...]]

    def __str__(self) -> str:
        return "; ".join(
            f"{name}: {', '.join(map(str, made))}" for name, made in self.slips.items()
        )

    @property
    def told(self) -> frozenset[str]:
        """The keys that are true of one of the slips."""
        return frozenset(" ".join(one.told for made in self.slips.values() for one in made).split())

    def with_other(self, other: Mutant) -> Mutant:
        """Both, in different functions."""
        return Mutant({**self.functions, **other.functions}, {**self.slips, **other.slips})


@dataclass(frozen=True, slots=True)
class Truth:
    """
    head: code above the functions. rights: a right text of each function, by name.

    is_right: whether a task's function is right, by its number, asked of its code.
    claims: by key, or by task and key ("1.2 decimal"). general: keys.
    """

    head: str
    rights: Mapping[str, str]
    is_right: Mapping[str, Callable[[Code], bool]]
    claims: Mapping[str, Claim]
    general: frozenset[str]

    def source(self, mutant: Mutant) -> str:
        return "\n\n".join((self.head, *{**self.rights, **mutant.functions}.values()))

    def word(self, mutant: Mutant, code: Code, task: str, shown: CheckResult | None) -> str:
        """The word for the first message to a task; None: all its checks pass."""
        is_right = self.is_right[task](code)
        if shown is None:
            return RIGHT if is_right else MISSED
        if is_right:
            return ACCUSED
        key = shown.mistake or str(shown.outcome)
        claim = self.claims.get(f"{task} {key}") or self.claims.get(key)
        if not (claim(code, shown) if claim else key in mutant.told | self.general):
            return FALSE
        return GENERAL if key in self.general - mutant.told else SPECIFIC


@dataclass(frozen=True, slots=True)
class Shown:
    mutant: Mutant
    task: str
    check: CheckResult | None
    word: str

    def __str__(self) -> str:
        said = f"{self.check.mistake}: {self.check.message}" if self.check else "all pass"
        asked = f"\n      {self.check.asked} -> {self.check.returned}" if self.check else ""
        return f"{self.word} {self.task} [{self.mutant}]{asked}\n      {said}"


def singles(function: str, rights: Iterable[str], slips: Iterable[Slip]) -> Iterator[Mutant]:
    """Each slip in each right text that has a place for it; no text twice."""
    met = set(rights)
    for slip in slips:
        for right in rights:
            text = slip.made_in(right)
            if text is not None and text not in met:
                met.add(text)
                yield Mutant({function: text}, {function: (slip,)})


def doubles(ones: Iterable[Mutant], slips: Iterable[Slip]) -> Iterator[Mutant]:
    """One more slip in each mutant of one function, in an order of our own; no text twice."""
    ones, order = list(ones), {slip: place for place, slip in enumerate(slips)}
    met = {text for one in ones for text in one.functions.values()}
    for one, (slip, place) in ((a, b) for a in ones for b in order.items()):
        ((function, (made,)),) = one.slips.items()
        text = slip.made_in(one.functions[function]) if order[made] < place else None
        if text is not None and text not in met:
            met.add(text)
            yield Mutant({function: text}, {function: (made, slip)})


def share_of(mutants: Iterable[Mutant], every: int) -> Iterator[Mutant]:
    """Every so-many-th mutant, or sixteen times as many where MUTANTS=all asks for them."""
    return islice(mutants, 0, None, max(1, every // 16) if IS_WHOLE else every)


def across(ones: Iterable[Mutant]) -> Iterator[Mutant]:
    """Pairs of mutants of different functions."""
    pairs = combinations(ones, 2)
    return (a.with_other(b) for a, b in pairs if a.functions.keys().isdisjoint(b.functions))


def shown(mutant: Mutant, truth: Truth, tasks: Iterable[str], path: Path) -> list[Shown]:
    """The first message to each task. path: where the mutant's file is written."""
    source = truth.source(mutant)
    path.write_text(source, encoding="utf-8")
    code = Code(source)
    return [
        Shown(mutant, task, first, truth.word(mutant, code, task, first))
        for task, first in first_messages(path, tasks)
    ]


@cache
def known(exercise: Exercise) -> Session:
    """A session whose reference remembers what it was asked about earlier mutants."""
    return open_session(Submission(Path(), {}), exercise, Draw(PUBLIC_SEED))


def first_messages(path: Path, tasks: Iterable[str]) -> Iterator[tuple[str, CheckResult | None]]:
    """Each task with its first FIX, or else its first TODO; None if all its checks pass."""
    checks = [one for one in all_checks() if one.task.exercise.name == path.stem]
    base = known(checks[0].task.exercise)
    mine = open_session(Submission(path, {path.stem: path}), checks[0].task.exercise, base.draw)
    session = replace(base, learner=mine.learner)
    for task in tasks:
        open_ones = (
            found
            for check in checks
            if check.task.number == task
            and (found := run_check(check, session)).outcome != Outcome.PASS
        )
        first = next(open_ones, None)
        later = () if first is None or first.outcome == Outcome.FIX else open_ones
        yield task, next((one for one in later if one.outcome == Outcome.FIX), first)


@dataclass
class Table:
    """How many messages earned which word; `str` of it is the table, with what is wrong."""

    words: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    vague: list[str] = field(default_factory=list)

    def add(self, found: Iterable[Shown]) -> None:
        for one in found:
            self.words[one.word] += 1
            if one.word in {FALSE, MISSED, ACCUSED}:
                self.wrong.append(str(one))
            elif one.word == GENERAL:
                self.vague.append(str(one))

    @property
    def told_falsely(self) -> list[str]:
        """What is false; without what is wrong in a way that no check asks about."""
        return [one for one in self.wrong if not one.startswith(MISSED)]

    @property
    def share(self) -> float:
        """Of all messages, those that are specific."""
        return self.words[SPECIFIC] / (self.words.total() - self.words[RIGHT])

    def __str__(self) -> str:
        return "\n".join((*self.wrong, *self.vague, str(dict(self.words)), f"{self.share:.1%}"))
