"""Inputs drawn again: what a check asks must follow from the draw alone, or no grade is the same
twice.

Nothing is read from source text. Each check is run twice to see what it asks, and once more in a
fresh copy of its spec, so that inputs drawn at import are caught, too.
"""

import inspect
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import Any, NoReturn

from autograder.grading.codec import encode
from autograder.grading.draw import Draw
from autograder.grading.learner import ExerciseState, Learner
from autograder.grading.standard import asked_by
from autograder.grading.task import Check, checks_of


def unsteady(spec: ModuleType) -> Iterator[Check]:
    """The checks of a spec that ask something else each time, on the same inputs."""
    first, *others = map(what_is_asked, (spec, spec, copy_of(spec)))
    for check in checks_of(spec):
        if any(one.get(check.name) != first[check.name] for one in others):
            yield check


def copy_of(spec: ModuleType) -> ModuleType:
    """A spec read again from its file."""
    described = spec_from_file_location(spec.__name__, str(spec.__file__))
    assert described and described.loader  # noqa: PT018, S101 -- it was read from there before
    module = module_from_spec(described)
    described.loader.exec_module(module)
    return module


def what_is_asked(spec: ModuleType) -> dict[str, Any]:
    """The calls of each check on the public inputs; if they follow from answers, the first ones."""
    state = ExerciseState(None, spec.EXERCISE)
    return {one.name: _calls_of(one, Listening(state, one.task)) for one in checks_of(spec)}


def _calls_of(check: Check, learner: "Listening") -> Any:
    with suppress(Exception):  # what it raises is said where the check is run
        if calls := asked_by(check.function, Draw()):
            return [(wired(one.arguments), one.rng and one.rng.getstate()) for one in calls]
        return _first_call(check, learner)
    return None


def wired(arguments: Sequence[Any]) -> list[Any]:
    return [encode(one) for one in arguments]


class Heard(Exception):  # noqa: N818 -- an answer to a question, not an error
    """What a check asks first."""


class Listening(Learner):
    """Has every function, and answers no call."""

    def require(self, function: str) -> None: ...

    def calls(self, function: str, many: Sequence[tuple[Any, ...]], **_: object) -> NoReturn:
        raise Heard(function, [*map(wired, many)])


def _first_call(check: Check, learner: Listening) -> Any:
    """What a check of another kind asks before anything was answered."""
    wanted = {"learner": learner, "reference": learner, "draw": Draw()}
    parameters = inspect.signature(check.function).parameters
    try:
        check.function(**{name: wanted[name] for name in parameters})
    except Heard as heard:
        return heard.args
    return None
