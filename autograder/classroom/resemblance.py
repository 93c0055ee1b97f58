"""Resemblance: work that is worth looking at side by side. It is never a verdict.

The lines of two functions for one task are compared by their syntax: names, docstrings, comments
and type hints do not count, literals do. What many have, or everybody was shown, is no evidence:
a line that two people share counts by how few have it, in bits, and so does a mistake.
"""

import ast
import builtins
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import log2
from typing import TypeVar

from autograder.grading.source import UNREADABLE, functions_in
from autograder.grading.task_list import TaskInfo, task_list
from autograder.grading.verdict import Outcome, Verdict

SHORTEST, LONGEST = 4, 400  # lines: shorter functions are all alike, longer ones nobody typed
ALIKE = 0.8  # the share of lines that two functions have in common
TWO = 2  # rare lines, or rare mistakes, at least
BITS = 8.0  # of surprise: one in 256
FEW, RARE = 3, 10  # people at most who have something rare: a tenth of the class, between these

KEPT = frozenset(dir(builtins))
DROPPED = frozenset({"annotation", "returns", "ctx", "kind", "type_comment", "type_params"})
NAMED = {"name": (ast.stmt, ast.excepthandler, ast.pattern), "arg": (ast.arg,)}
NESTED = (ast.stmt, ast.excepthandler, ast.match_case)

Mistake = tuple[str, str]
"""A task, and the key of a mistake in it."""

Thing = TypeVar("Thing", str, Mistake)
"""Something to share: a line, or a mistake."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is compared.

    sources: by id, the code of that task, or of the whole file. groups: by id, a name for the group
    whose members hand in together. common: code that everybody was shown, such as the solution.
    """

    sources: Mapping[str, str]
    groups: Mapping[str, str] = field(default_factory=dict)
    common: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people, or groups, to look at.

    lines: the share of lines that they have in common; 0 where that is no reason to look.
    rare: how many of these lines few others have. mistakes: those that they share with few others.
    bits: how surprising all of it is.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    lines: float
    rare: int
    mistakes: tuple[Mistake, ...]
    bits: float


def compared() -> TaskInfo:
    """The task whose answers are long enough to be compared: the one with the most points."""
    return max(task_list(), key=lambda task: task.points)


def pairs(work: Work, mistakes: Mapping[str, Iterable[Mistake]]) -> list[Pair]:
    """Who is alike in what few have, the most surprising first.

    mistakes: by id, with an entry for everybody. Members of a group count as one person.
    """
    people: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys((*mistakes, *work.sources)):
        group = f"group {work.groups[name]}" if work.groups.get(name) else f"person {name}"
        people[group] = (*people.get(group, ()), name)
    known = {line for source in work.common for line in lines_of(source)}
    lines = {group: _lines_of_group(names, work) for group, names in people.items()}
    shown = {g: {one for n in names for one in mistakes.get(n, ())} for g, names in people.items()}
    rare_lines = _shared({g: found.keys() - known for g, found in lines.items() if found})
    rare_mistakes = _shared(shown)
    found = []
    for one, other in sorted(rare_lines.keys() | rare_mistakes.keys()):
        share = _share(lines[one], lines[other])
        both = rare_lines.get((one, other), {}), rare_mistakes.get((one, other), {})
        found.append(_pair(people[one], people[other], share, *both))
    return sorted((one for one in found if one.bits >= BITS), key=lambda one: -one.bits)


def _pair(
    first: tuple[str, ...],
    second: tuple[str, ...],
    share: float,
    lines: Mapping[str, float],
    mistakes: Mapping[Mistake, float],
) -> Pair:
    """Lines count only where the functions are nearly the same, a single mistake only with them."""
    if share < ALIKE or len(lines) < TWO:
        share, lines = 0.0, {}
    if not lines and len(mistakes) < TWO:
        mistakes = {}
    bits = sum(lines.values()) + sum(mistakes.values())
    return Pair(first, second, share, len(lines), tuple(sorted(mistakes)), bits)


def _shared(things: Mapping[str, Iterable[Thing]]) -> dict[tuple[str, str], dict[Thing, float]]:
    """For two people, what they share with few others, and how surprising each of it is."""
    owners: dict[Thing, list[str]] = defaultdict(list)
    for person, found in things.items():
        for one in found:
            owners[one].append(person)
    few = min(RARE, max(FEW, len(things) // 10))
    shared: dict[tuple[str, str], dict[Thing, float]] = defaultdict(dict)
    for thing, group in owners.items():
        if len(group) <= few:
            for pair in combinations(sorted(group), 2):
                shared[pair][thing] = log2(len(things) / len(group))
    return shared


def _share(one: Counter[str], other: Counter[str]) -> float:
    longest = max(one.total(), other.total())
    return (one & other).total() / longest if longest else 0.0


def _lines_of_group(names: Iterable[str], work: Work) -> Counter[str]:
    """The lines of the first in a group whose function is long enough to say anything."""
    sources = (work.sources[name] for name in names if name in work.sources)
    return next(filter(None, map(lines_of, sources)), Counter())


def lines_of(source: str) -> Counter[str]:
    """The lines of the compared function, each as its syntax; none if there are only a few."""
    try:
        with warnings.catch_warnings(action="ignore"):
            function = compared().function
            found = [one for one in functions_in(source) if one.name == function]
        lines = [_spelled(one, {}) for one in _statements(found[-1].body)] if found else []
    except UNREADABLE:
        return Counter()
    return Counter(lines) if SHORTEST <= len(lines) <= LONGEST else Counter()


def _statements(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All statements, those inside others too; without texts, type hints and `pass`."""
    for one in body:
        is_text = isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
        is_hint = isinstance(one, ast.AnnAssign) and one.value is None
        if not (is_text or is_hint or isinstance(one, ast.Pass)):
            yield one
        inside = ast.iter_child_nodes(one)
        yield from _statements(each for each in inside if isinstance(each, NESTED))


def _spelled(value: object, numbers: dict[str, str]) -> str:
    """A statement as text, without those inside it. numbers: of its names, as they come."""
    match value:
        case ast.Name(id=name):
            return _named(name, numbers)
        case ast.AnnAssign(target=target, value=ast.expr() as given):
            return _spelled(ast.Assign(targets=[target], value=given), numbers)
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return f"{type(value).__name__}({', '.join(_named(one, numbers) for one in names)})"
        case ast.AST():
            parts = [_part(value, name, one, numbers) for name, one in ast.iter_fields(value)]
            return f"{type(value).__name__}({', '.join(filter(None, parts))})"
        case list():
            parts = [_spelled(one, numbers) for one in value if not isinstance(one, NESTED)]
            return f"[{', '.join(parts)}]"
        case _:
            return repr(value)


def _part(node: ast.AST, name: str, value: object, numbers: dict[str, str]) -> str:
    if name in DROPPED:
        return ""
    if isinstance(value, str) and isinstance(node, NAMED.get(name, ())):
        return _named(value, numbers)
    return _spelled(value, numbers)


def _named(name: str, numbers: dict[str, str]) -> str:
    return name if name in KEPT else numbers.setdefault(name, f"name {len(numbers)}")


def telling(verdict: Verdict) -> list[Mistake]:
    """The mistakes of a verdict that say something about who made them: the first of each task
    that uses no other task with a mistake.
    """
    wrong = {task.task for task in verdict.tasks if task.outcome is Outcome.FIX}
    found = []
    for task in verdict.tasks:
        keys = (check.mistake for check in task.checks if check.mistake and not check.waits)
        if wrong.isdisjoint(task.uses) and (key := next(keys, None)):
            found.append((task.task, key))
    return found
