"""
Every catalogue of every exercise, found through the tasks: what holds for all of them.

That a mistake is recognised in its own submissions is held in tests/test_submissions.py.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from autograder.grading.grade import SOLUTIONS
from autograder.grading.spec import load_specs, tasks_of
from autograder.grading.task import Exercise
from autograder.grading.worked import worked
from autograder.mistakes.arrays import crashes as array_crashes
from autograder.mistakes.arrays import returned as arrays
from autograder.mistakes.catalogue import Mistake, Wording, anything
from autograder.mistakes.number import wrong_numbers
from autograder.mistakes.python import general
from autograder.mistakes.symbolic import crashes as symbolic_crashes
from autograder.mistakes.symbolic import returned_kind as symbolic
from autograder.mistakes.symbolic.expression import wrong_expressions

TESTS = Path(__file__).parents[1]
WRONG = TESTS / "submissions" / "wrong"
SPECS = load_specs()
EXERCISES: dict[str, Exercise] = {name: spec.EXERCISE for name, spec in SPECS.items()}
TASKS = {f"{name} {task.number}": task for name, spec in SPECS.items() for task in tasks_of(spec)}
CATALOGUES: dict[str, tuple[Mistake, ...]] = {
    **{place: task.mistakes for place, task in TASKS.items()},
    **{f"{name} crashes": exercise.crashes for name, exercise in EXERCISES.items()},
    "any crashes": general.CRASHES,
}
LENGTHS = {"day4_ex1": 160}
"""Characters of a message, where an exercise has taken less upon itself."""

LATE = {"no_step", "direction"}
"""What an earlier entry words for every submission so far."""

KINDS = {one.key for one in symbolic.wrong_kinds("expression")}
SHELVES = KINDS | {
    one.key
    for shelf in (symbolic_crashes.CRASHES, arrays.wrong_kinds("array"), array_crashes.CRASHES)
    for one in shelf
}
"""Mistakes of no exercise: one that has them on file is enough."""

ELSEWHERE = {one.key for one in (*wrong_expressions(), *wrong_numbers())} - KINDS
"""What only the tests of those shelves have answers for."""

SOLVING = {
    "day4_ex1": r"integrate\(f|lower, upper\)|solveset\(|= *f\b",
    "day4_ex2": r"@|\.T\b|\[i|randint\(|randrange|2 \*|np\.|hstack|column_stack|concatenate|c_\["
    r"|ones\(|theta -|-= |xi\.\w|\.dot|\.copy|permutation|xi theta|prediction - ",
}
"""What would give a task away, beside the lines of its solution."""


def entries() -> list[ParameterSet]:
    return [
        pytest.param(place.split()[0], mistake, id=f"{place} {k} {mistake.key}")
        for place, catalogue in CATALOGUES.items()
        for k, mistake in enumerate(catalogue)
    ]


def solves(exercise: str, text: str) -> list[str]:
    """What in a text gives a task of the exercise away."""
    lines = [
        line.strip().removeprefix("return ")
        for task in TASKS.values()
        if task.exercise.name == exercise
        for line in worked(SOLUTIONS / f"{exercise}.py", task.function)[1:]
    ]
    spelled = re.findall(SOLVING.get(exercise, "(?!)"), text)
    return spelled + [line for line in lines if len(line) > 8 and line in text]


@pytest.mark.parametrize(("exercise", "mistake"), entries())
def test_a_message_is_a_short_sentence_that_solves_nothing(exercise: str, mistake: Mistake) -> None:
    """
    Plain ASCII, short, ended as a sentence is, without any piece of a solution; so is its twin.
    """
    for said in (mistake.message, mistake.guarded):
        assert said.isascii()
        assert 20 < len(said) <= LENGTHS.get(exercise, 320)
        assert said.endswith((".", "?", ")", "...)"))
        assert [] == solves(exercise, said)


@pytest.mark.parametrize("place", CATALOGUES)
def test_a_key_stands_for_one_mistake(place: str) -> None:
    """
    No sentence of a catalogue has two keys: a report counts mistakes by them.
    """
    keys: dict[str, set[str]] = {}
    for mistake in CATALOGUES[place]:
        keys.setdefault(mistake.message, set()).add(mistake.key)

    assert {} == {said: found for said, found in keys.items() if len(found) > 1}


def on_file(exercise: str) -> set[str]:
    """The keys that the submissions of an exercise show first."""
    texts = [path.read_text(encoding="utf-8") for path in (WRONG / exercise).glob("*.py")]
    return {key for text in texts for key in re.findall(r"(?m)^# mistake: (\w+)", text)}


def slips(exercise: str) -> set[str]:
    """The keys of its slips in right code, if an exercise keeps some; the mutants hold them."""
    page = TESTS / f"slips_{exercise}.txt"
    lines = page.read_text(encoding="utf-8").splitlines() if page.exists() else []
    return {key for line in lines for key in line.rpartition("==>")[2].split()}


def lent(exercise: str) -> set[str]:
    """The keys of shelves that another exercise has on file."""
    others = (on_file(name) | slips(name) for name in EXERCISES if name != exercise)
    return SHELVES.intersection(*[set().union(*others)])


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_mistake_has_a_submission_on_file(exercise: str) -> None:
    """
    For each key of a catalogue there is a wrong answer; a last resort may do without, and so may
    what a shelf has lent.
    """
    entries = [m for place, found in CATALOGUES.items() if exercise in place for m in found]
    last = {mistake.key for mistake in entries if mistake.recognise is anything}

    keys = {mistake.key for mistake in entries} - last - LATE - ELSEWHERE - lent(exercise)

    assert set() == keys - on_file(exercise) - slips(exercise)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_submission_names_a_mistake(exercise: str) -> None:
    """
    No wrong submission is on file for a mistake that no catalogue has.
    """
    entries = [m for place, found in CATALOGUES.items() if exercise in place for m in found]
    shared = [one for one in vars(general).values() if isinstance(one, Wording)]
    known = {one.key for one in (*entries, *shared, *general.CRASHES)}

    assert set() == on_file(exercise) - known - {"none"}


@pytest.mark.parametrize("exercise", EXERCISES)
def test_no_note_solves_a_task(exercise: str) -> None:
    """
    What is said beside a right answer is plain text, and gives nothing of the other tasks away.
    """
    for note in EXERCISES[exercise].notes.values():
        assert note.isascii()
        assert [] == solves(exercise, note)
