"""The listing: every sentence that a check may say, with its key, on one page for an editor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import NamedTuple

from autograder.grading.spec import load_specs, tasks_of
from autograder.grading.task import Exercise
from autograder.mistakes.catalogue import Wording
from autograder.mistakes.python import general

HEAD = """\
# What a learner may read

Written by `autograder build` from the catalogues in `autograder/mistakes/` and from the specs; edit
the sentences there. Each entry is the key of a message and its sentence. `{name}` stands for a
value that is filled in. Where such a value could give a hidden input away, the second sentence is
what the feedback of a batch says instead.
"""


class Section(NamedTuple):
    """Wordings under one heading."""

    title: str
    wordings: tuple[Wording, ...]


def sections() -> Iterator[Section]:
    """All wordings there are, by where they are said."""
    yield Section("Any exercise", (*wordings_in(general), *general.CRASHES))
    for name, spec in load_specs().items():
        yield from _sections_of(name, spec)


def _sections_of(name: str, spec: ModuleType) -> Iterator[Section]:
    exercise: Exercise = spec.EXERCISE
    for task in tasks_of(spec):
        found = exercise.mistakes.get(task.number, ())
        yield Section(f"{name}, task {task.number} {task.function}", found)
    yield Section(f"{name}, exceptions", exercise.crashes)
    yield Section(f"{name}, not judged yet", wordings_in(spec))
    notes = tuple(Wording(key, text) for key, text in exercise.notes.items())
    yield Section(f"{name}, notes", notes)


def wordings_in(module: ModuleType) -> tuple[Wording, ...]:
    """The wordings that a module names, in the order of the file."""
    return tuple(item for item in vars(module).values() if isinstance(item, Wording))


def listing() -> str:
    """The page, in Markdown; the same text for the same catalogues."""
    return HEAD + "".join(map(_text, sections()))


def _text(section: Section) -> str:
    if not section.wordings:
        return ""
    return f"\n## {section.title}\n\n" + "".join(_lines(section.wordings))


def _lines(wordings: Iterable[Wording]) -> Iterator[str]:
    for wording in dict.fromkeys(wordings):
        yield f"- `{wording.key}`: {_literal(wording.message)}\n"
        if wording.guarded != wording.message:
            yield f"  - without values: {_literal(wording.guarded)}\n"


def _literal(sentence: str) -> str:
    """The sentence with Markdown's special characters escaped."""
    return re.sub(r"([\\*<])", r"\\\1", sentence)
