"""A mistake is data: a key, a recogniser on the answer, a message. So is a note."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Recognised = Mapping[str, Any] | bool | None


@dataclass(frozen=True, slots=True)
class Mistake:
    """
    A recognised wrong answer.

    message: what was seen, then the next thing to think about; `{name}` fields are filled from
    what the recogniser returns. It never spells the formula or the line that solves the task.
    recognise: takes the case (the exercise's own dataclass of answer and question) and returns a
    mapping of fields, True (no fields), or None or False for "not this one".
    """

    key: str
    message: str
    recognise: Callable[[Any], Recognised]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A mistake as the learner meets it: key and filled message."""

    key: str
    message: str


def diagnose(catalogue: Iterable[Mistake], case: Any) -> Diagnosis | None:
    """The first mistake of the catalogue that recognises the case, its message filled."""
    for mistake in catalogue:
        fields = mistake.recognise(case)
        if fields is None or fields is False:
            continue
        return Diagnosis(mistake.key, mistake.message.format(**({} if fields is True else fields)))
    return None
