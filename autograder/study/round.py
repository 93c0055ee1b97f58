"""
A round: one grading, from a save to the verdict.

It is told what examiners say, and gathers the results; an examiner that dies or falls silent costs
the task that it was at.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from autograder.grading.limit import SECONDS
from autograder.grading.source import FileSource
from autograder.grading.task import Check
from autograder.grading.verdict import CheckResult, Outcome
from autograder.mistakes.catalogue import Wording
from autograder.mistakes.python import general
from autograder.study.talk import Begun, Done, Judged, Message, Request

GRACE = 5.0
"""An examiner ends a check by itself; so much later it has to be ended from outside."""

START = 120.0
"""Seconds for an examiner to begin: on a slow disk, imports take their time."""

LAST_EXIT_CODE = 255
"""Beyond it, Windows tells of a crash."""

Group = tuple[str, ...]
Blame = Callable[[Check, Mapping[str, Any]], CheckResult]


Who = TypeVar("Who")
"""An examiner."""


@dataclass(slots=True)
class Hand:
    """What one examiner is at: groups not yet finished, the current check, when it last spoke."""

    groups: list[Group]
    task: str = ""
    check: str = ""
    heard: float = field(default_factory=time.monotonic)


class Round(Generic[Who]):
    """
    files: what was handed in, by exercise. checks: of the whole kit, in order.

    send: gives work to an examiner, and returns it.
    """

    def __init__(
        self,
        files: Mapping[str, str],
        checks: Sequence[Check],
        send: Callable[[Request], Who],
        seconds: float = SECONDS,
    ) -> None:
        self.results: dict[str, dict[str, CheckResult]] = {}
        self.called: dict[str, set[str]] = {}
        self.took: dict[str, float] = {}
        self._files = dict(files)
        self._checks = checks
        self._send = send
        self._seconds = seconds
        self._hands: dict[Who, Hand] = {}
        self._pending: set[str] = set()
        self._retried: set[str] = set()

    def begin(self, hands: Iterable[Sequence[Group]]) -> None:
        """Send each hand's groups to an examiner."""
        for groups in hands:
            if groups:
                self._pending.update(task for group in groups for task in group)
                request = Request(self._files, tuple(groups), self._seconds)
                self._hands[self._send(request)] = Hand(list(groups))

    @property
    def pending(self) -> frozenset[str]:
        """The tasks that are not judged yet."""
        return frozenset(self._pending)

    @property
    def is_over(self) -> bool:
        return not self._pending

    @property
    def deadline(self) -> float:
        """When the next examiner has been silent for too long."""
        return min(map(self._patience, self._hands.values()), default=time.monotonic() + START)

    def hear(self, examiner: Who, message: Message) -> None:
        """Take note of what an examiner says; of strangers nothing is heard."""
        hand = self._hands.get(examiner)
        if hand is None:
            return
        now = time.monotonic()
        task, spent, hand.heard = hand.task, now - hand.heard, now
        self.took[task] = self.took.get(task, 0.0) + spent
        if isinstance(message, Begun):
            hand.task, hand.check = message.task, message.check
        elif isinstance(message, Judged):
            self._judged(message.result, message.called)
            if message.result.task not in self._pending:
                hand.groups = [g for g in hand.groups if set(g) & self._pending]
        elif isinstance(message, Done):
            del self._hands[examiner]

    def lost(self, examiner: Who, code: int) -> None:
        """
        An examiner is gone before it was done; another one goes on behind the task it was at.

        What a signal ended is tried once more: somebody else may have sent it.
        """
        hand = self._hands.pop(examiner, None)
        if hand is None:
            return
        is_crash = not 0 <= code <= LAST_EXIT_CODE
        if hand.task not in self._retried and (is_crash or not hand.task):
            self._retried.add(hand.task)
            self._go_on(hand)
        elif not hand.task:
            self._give_up(hand, _at_fault)
        elif is_crash:
            detail = f"signal {-code}" if code < 0 else f"code {code:#x}"
            self._give_up(hand, partial(_ended, general.CRASHED, detail))
        else:
            self._give_up(hand, partial(_ended, general.STOPPED_EARLY, ""))

    def silent(self) -> list[Who]:
        """Give up on those who have been silent for too long; they are to be ended."""
        now = time.monotonic()
        late = [e for e, hand in self._hands.items() if self._patience(hand) <= now]
        for examiner in late:
            hand = self._hands.pop(examiner)
            wording = general.TOO_SLOW if hand.check else general.TOO_SLOW_FILE
            blame = partial(_ended, wording, "") if hand.task else _at_fault
            self._give_up(hand, blame)
        return late

    def _patience(self, hand: Hand) -> float:
        """Until when an examiner may be silent."""
        return hand.heard + (self._seconds + GRACE if hand.task else START)

    def _judged(self, result: CheckResult, called: Iterable[str]) -> None:
        found = self.results.setdefault(result.task, {})
        found[result.name] = result
        self.called.setdefault(result.task, set()).update(called)
        if len(found) == sum(check.task.number == result.task for check in self._checks):
            self._pending.discard(result.task)

    def _give_up(self, hand: Hand, blame: Blame) -> None:
        """The rest of its task ends like this, or of its group if the file is to blame."""
        group = hand.groups[0] if hand.groups else ()
        lost = {hand.task} if hand.check else {*group}
        for check in self._checks:
            number = check.task.number
            if number in lost and check.name not in self.results.get(number, {}):
                file = self._files.get(check.task.exercise.name, "")
                place = FileSource(Path(file)).place(check.task.function, None) if file else ""
                told = {"function": check.task.function, "file": Path(file).name}
                result = blame(check, {**told, "seconds": f"{self._seconds:g}"})
                self._judged(replace(result, place=place), [check.task.function])
        self._go_on(hand)

    def _go_on(self, hand: Hand) -> None:
        """Hand what is left to another examiner; a group that it was in the middle of begins anew."""
        left = [tuple(task for task in group if task in self._pending) for group in hand.groups]
        self.begin([[group for group in left if group]])


def _ended(wording: Wording, detail: str, check: Check, told: Mapping[str, Any]) -> CheckResult:
    """A result that blames the learner's code."""
    said = wording.say(**told, detail=detail)
    return replace(_empty(check), outcome=Outcome.FIX, points=0, diagnosis=said)


def _at_fault(check: Check, _: Mapping[str, Any]) -> CheckResult:
    """A result that blames nobody but the kit."""
    return replace(_empty(check), diagnosis=general.NOT_STARTED.say())


def _empty(check: Check) -> CheckResult:
    task = check.task
    outcome = Outcome.GRADER_ERROR
    return CheckResult(
        check.name, task.number, task.function, check.title, outcome, None, check.points
    )
