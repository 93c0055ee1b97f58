"""The case: what a recogniser looks at after a standard check, unless its task makes another one.

Asked         what a standard check asks a function
JudgedAnswer  the same with the answer, and what the judge found in it
"""

import random
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Protocol

from autograder.judges.answer import Answer
from autograder.judges.finding import Finding

NOT_KNOWN = object()


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Arguments of a call, and what is known of them.

    about: whatever a law or a case needs, such as the curve that they were made from. known: the
    right value by construction, which may spare the solution. rng: for a law that tries points.
    """

    arguments: tuple[Any, ...]
    about: Any = None
    known: Any = NOT_KNOWN
    rng: random.Random | None = None


@dataclass(frozen=True, slots=True, eq=False)
class JudgedAnswer:
    """An answer and the ruling on it.

    expected: what the solution returns; None where a law judged. again: asks the learner's
    function about other arguments, which tells explanations apart; None where it has no answer.
    confirmed: the explanations that earlier wrong answers of the function have confirmed so.
    """

    asked: Asked
    answer: Answer
    finding: Finding
    expected: Any
    again: Callable[..., Answer | None]
    confirmed: set[Hashable] = field(default_factory=set)

    @property
    def value(self) -> Any:
        return self.answer.value


class HasFinding(Protocol):
    """Any case that holds what the judge found."""

    @property
    def finding(self) -> Finding: ...
