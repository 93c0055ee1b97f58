"""
What a learner may read of a verdict whose inputs are secret.

A message keeps its sentence and loses the values that were filled in: they come from inputs and
expected values that others, or a second attempt, would like to know. What was asked and returned
is left out.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from string import Formatter
from typing import Any

from autograder import mistakes
from autograder.grading.spec import load_specs
from autograder.grading.verdict import CheckResult, Outcome, Verdict
from autograder.mistakes import general
from autograder.mistakes.catalogue import Mistake

LEFT_OUT = "..."
# They tell about the learner's own file, or the form of an answer; never about its numbers.
OPEN = {
    *("file", "function", "where", "kind", "found", "seconds", "called", "owner", "name", "type"),
    *("shape", "shapes", "count", "columns", "word"),
}
# What Python said before any input was there to be told.
BEFORE = (
    general.UNREADABLE,
    general.UNREADABLE_CELL,
    general.NO_NOTEBOOK,
    general.MISSING_AFTER_STOP,
)
HARMLESS = re.compile(r"[\w .,:()\[\]-]{1,80}")
OUR_FAULT = "The grader itself failed here. This costs you nothing; your instructor is told."
UNKNOWN = "This is not right yet. What does the task ask for, and what does your function return?"


@dataclass(frozen=True, slots=True)
class Template:
    """A message with fields, and how a filled one is recognised."""

    text: str
    pattern: re.Pattern[str]

    def without_values(self, match: re.Match[str]) -> str:
        """The message again, with only those values that are open."""
        fields = {name: self._open(name, value) for name, value in match.groupdict().items()}
        return "".join(
            literal + (fields[name] if name else "")
            for literal, name, _, _ in Formatter().parse(self.text)
        )

    def _open(self, name: str, value: str) -> str:
        if name == "text" and self.text in BEFORE:
            return value
        return value if name in OPEN and HARMLESS.fullmatch(value) else LEFT_OUT


@lru_cache(maxsize=1)  # once for the text and once for the page
def for_learner(verdict: Verdict) -> Verdict:
    """The verdict without inputs, returned values, and values in its messages."""
    tasks = tuple(
        replace(task, checks=tuple(map(_without_values, task.checks))) for task in verdict.tasks
    )
    return Verdict(tasks, "")


@lru_cache(maxsize=1000)  # a class makes few different mistakes
def reworded(message: str) -> str:
    """A message without its values; another sentence if it is in no catalogue."""
    plain, templates = catalogue()
    if message in plain or not message:
        return message
    for template in templates:
        if match := template.pattern.fullmatch(message):
            return template.without_values(match)
    return UNKNOWN


@cache
def catalogue() -> tuple[frozenset[str], tuple[Template, ...]]:
    """Every message and note there is: those without fields, and those with; longest first."""
    texts = set(_texts())
    filled = {text for text in texts if any(name for _, name, _, _ in Formatter().parse(text))}
    longest = sorted(filled, key=lambda text: (-len(text), text))
    plain = frozenset(text.format() for text in texts - filled)
    return plain, tuple(Template(text, _pattern(text)) for text in longest)


def _without_values(check: CheckResult) -> CheckResult:
    return replace(
        check,
        message=_message(check),
        notes=tuple(map(reworded, check.notes)),
        asked="",
        returned="",
    )


def _message(check: CheckResult) -> str:
    if check.outcome == Outcome.GRADER_ERROR:
        return OUR_FAULT
    # What is to do is told by the names of functions and checks alone.
    return check.message if check.outcome == Outcome.TODO else reworded(check.message)


def _texts() -> Iterator[str]:
    for module in pkgutil.iter_modules(mistakes.__path__, f"{mistakes.__name__}."):
        yield from _messages(list(vars(importlib.import_module(module.name)).values()))
    for spec in load_specs().values():
        yield from _messages(list(vars(spec).values()))


def _messages(value: Any) -> Iterator[str]:
    """The messages in a module's values, however deep in tuples and mappings."""
    if isinstance(value, Mistake):
        yield value.message
    elif isinstance(value, str) and value.endswith((".", "?")) and " " in value:
        yield value
    elif isinstance(value, Mapping):
        yield from _messages(list(value.values()))
    elif isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from _messages(item)


def _pattern(text: str) -> re.Pattern[str]:
    """What a filled template looks like; a field that comes again must say the same."""
    parts, seen = "", set()
    for literal, name, _, _ in Formatter().parse(text):
        parts += re.escape(literal)
        if name:
            parts += f"(?P={name})" if name in seen else f"(?P<{name}>.*?)"
            seen.add(name)
    return re.compile(parts, re.DOTALL | re.IGNORECASE)
