"""The finding: what a judge saw in an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NoReturn

NOT_REFUSED = "not_refused"
"""The kind of a value that came back where an exception is asked for."""


class Ruling(StrEnum):
    """Undecided is the grader's problem, never a wrong answer."""

    RIGHT = "right"
    WRONG = "wrong"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Finding:
    """A judge's ruling and its evidence.

    kind: one word for what was seen ("unevaluated", "disagrees", ...); empty when right.
    evidence: plain values that a message may show.
    notes: keys of notes; a note costs nothing.
    """

    ruling: Ruling
    kind: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        return self.ruling is Ruling.RIGHT

    @property
    def is_wrong(self) -> bool:
        return self.ruling is Ruling.WRONG

    def __bool__(self) -> NoReturn:
        """Refuse: a three-valued result used as a truth value drops a case in silence."""
        raise TypeError("A finding has three rulings; ask for is_right or is_wrong.")


def right(*notes: str, **evidence: Any) -> Finding:
    return Finding(Ruling.RIGHT, evidence=evidence, notes=notes)


def wrong(kind: str, **evidence: Any) -> Finding:
    return Finding(Ruling.WRONG, kind, evidence)


def undecided(kind: str, **evidence: Any) -> Finding:
    return Finding(Ruling.UNDECIDED, kind, evidence)
