"""What a person can be asked about a function of their own, in a talk of five minutes.

A task is asked what its standard checks ask on inputs that nobody has seen: the shortest calls.
Where these are too hard to do in the head, or there are none, the exercise brings its own:
`autograder/talks/<exercise>.py` has INPUTS, which give the arguments of a call by the number of
the task, each a function of a `random.Random`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from random import Random
from typing import Any

from autograder.grading.codec import lost_in
from autograder.grading.draw import Draw
from autograder.grading.errors import KitError
from autograder.grading.show import typed
from autograder.grading.spec import load_spec
from autograder.grading.standard import asked_by
from autograder.grading.task import Task, checks_of

Arguments = tuple[Any, ...]
Calls = dict[str, Arguments]
"""The arguments of different calls, by their text."""

TRIES = 200
DRAWS = 12
"""How often inputs are drawn: from a page, and from the checks, which takes longer."""


def inputs_on(exercise: str) -> Mapping[str, Callable[[Random], Arguments]]:
    """What an exercise brings, by the number of the task; nothing if it has no such page."""
    name = f"autograder.talks.{exercise}"
    found: Mapping[str, Callable[[Random], Arguments]] = (
        import_module(name).INPUTS if find_spec(name) else {}
    )
    return found


def drawn(task: Task, count: int, rng: Random) -> list[Arguments]:
    """Up to `count` different inputs for a task.

    Raises KitError for a task that nothing is drawn for.
    """
    own = inputs_on(task.owner).get(task.number)
    found = _of_page(own, count, rng) if own else _of_checks(task, count, rng)
    if not found:
        page = f"autograder/talks/{task.owner}.py"
        raise KitError(
            f"There are no small inputs for task {task.label}: write some into {page}.", exit_code=2
        )
    return [*found.values()]


def _of_page(own: Callable[[Random], Arguments], count: int, rng: Random) -> Calls:
    found: Calls = {}
    for _ in range(TRIES):
        if len(found) < count:
            arguments = own(rng)
            found.setdefault(_text(arguments), arguments)
    return found


def _of_checks(task: Task, count: int, rng: Random) -> Calls:
    """The shortest calls; those of the public run only if there are no others."""
    public, found = _asked(task, Draw()), Calls()
    for _ in range(DRAWS):
        found |= _asked(task, Draw(str(rng.getrandbits(64))))
    fresh = {text: found[text] for text in found.keys() - public.keys()} or found
    return {text: fresh[text] for text in sorted(fresh, key=lambda text: (len(text), text))[:count]}


def _asked(task: Task, draw: Draw) -> Calls:
    """What the standard checks of a task ask; a generator's text does not say what it draws."""
    checks = (one for one in checks_of(load_spec(task.owner)) if one.task == task)
    every = (one.arguments for check in checks for one in asked_by(check.function, draw))
    return {text: one for one in every if "(...)" not in (text := _text(one))}


def _text(arguments: Iterable[Any]) -> str:
    return ", ".join(map(typed, arguments))


def talk_problems(exercise: str, numbers: Iterable[str]) -> Iterator[str]:
    """What is wrong in the page of an exercise that has tasks of these numbers."""
    for number, own in inputs_on(exercise).items():
        if number not in numbers:
            yield f"there is no task {number} to talk about."
        try:
            lost = next(filter(None, map(lost_in, own(Draw().stream("talk")))), "")
        except Exception as error:  # noqa: BLE001 -- an author's function may raise anything
            yield f"the inputs of task {number} stop with {type(error).__name__}: {error}."
        else:
            if lost:
                yield f"the inputs of task {number} are not plain data: {lost}."
