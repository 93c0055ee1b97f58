"""
Work that is worth looking at side by side.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.resemblance import Pair, Work, lines_of, pairs, telling
from autograder.grading.spec import PROJECT
from autograder.grading.verdict import UNREADABLE, Outcome, Verdict
from autograder.mistakes.catalogue import Diagnosis
from tests.classroom.fakes import verdict_of

HEAD = "def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):\n"
COPIED = f"""{HEAD}
    weights = theta + 0.0
    rows = list(range(X.shape[0]))
    for lap in range(n_epochs * 1):
        np.random.shuffle(rows)
        for number in rows:
            line = X[[number], :]
            miss = line.dot(weights) - y[[number], :]
            weights = weights - (learning_rate + learning_rate) * line.T.dot(miss)
    return weights
"""
RENAMES = {
    "weights": "w",
    "rows": "order",
    "lap": "_",
    "number": "k",
    "line": "row",
    "miss": "gap",
    "np": "numpy",
}
TYPED = '''
def stochastic_gradient_descent(X, y, theta: np.ndarray, learning_rate, n_epochs) -> np.ndarray:
    """My own work."""
    weights: np.ndarray = theta + 0.0
    # all rows
    rows = list(
        range(X.shape[0])
    )
    for lap in range(n_epochs * 1):
        np.random.shuffle(rows)
        for number in rows:
            line = X[[number], :]
            miss: float = line.dot(weights) - y[[number], :]
            pass
            weights = weights - (learning_rate + learning_rate) * line.T.dot(miss)
    return weights
'''
SHORT = f"{HEAD}    return run(X, y, theta.copy() + 0.5, learning_rate / 3, n_epochs)\n"


@cache
def source(name: str) -> str:
    folder = PROJECT / "tests" / "submissions" / "right" / "day4_ex2"
    return (folder / f"{name}.py").read_text(encoding="utf-8")


@cache
def walks() -> dict[str, str]:
    """Right solutions of many kinds, by people who do not know each other."""
    folder = PROJECT / "tests" / "submissions" / "right" / "day4_ex2"
    return {path.stem: source(path.stem) for path in sorted(folder.glob("walk_*.py"))}


def renamed(text: str) -> str:
    return re.sub(r"\w+", lambda word: RENAMES.get(word[0], word[0]), text)


def looked_at(more: dict[str, str], **work: object) -> list[Pair]:
    """The pairs of a class to which these people belong, none with a mistake."""
    sources = {**walks(), **more}
    return pairs(replace(Work(sources), **work), dict.fromkeys(sources, ()))


@pytest.mark.parametrize("copy", [COPIED, renamed(COPIED), TYPED], ids=["same", "renamed", "typed"])
def test_a_copy_is_found(copy: str) -> None:
    """
    Other names, comments, docstrings and type hints do not hide a copy.
    """
    found = looked_at({"ada": COPIED, "eve": copy})

    assert [(("ada",), ("eve",), 1.0)] == [(one.first, one.second, one.lines) for one in found]
    assert found[0].rare >= 2


def test_a_copy_with_a_line_more_is_found() -> None:
    """
    A line that was put in does not hide a copy.
    """
    longer = COPIED.replace("    return", "    print(weights)\n    return")

    assert [(("ada",), ("eve",))] == [
        (one.first, one.second) for one in looked_at({"ada": COPIED, "eve": longer})
    ]


def test_other_solutions_are_not_found() -> None:
    """
    Right solutions that people wrote for themselves are never listed.
    """
    assert [] == looked_at({})
    assert [] == looked_at({"ada": COPIED})


def test_other_literals_are_other_work() -> None:
    """
    Literals count: the same lines with other numbers are other lines.
    """
    lines = lines_of(COPIED), lines_of(COPIED.replace("0.0", "1e-9"))

    assert 1 == (lines[0] - lines[1]).total()


def test_one_line_answers_are_not_compared() -> None:
    """
    A function of fewer than four lines has nothing to compare.
    """
    assert not lines_of(SHORT)
    assert [] == looked_at({"ada": SHORT, "eve": SHORT})


def test_what_many_have_is_no_evidence() -> None:
    """
    A solution that many people have alike is not listed.
    """
    many = {f"p{number}": COPIED for number in range(11)}

    assert [] == looked_at(many)


def test_what_everybody_was_shown_is_no_evidence() -> None:
    """
    Two people with the code of the lesson are not listed, even in a class where nobody else has it.
    """
    two = {"ada": COPIED, "eve": renamed(COPIED)}

    assert [] != looked_at(two)
    assert [] == looked_at(two, common=(COPIED,))


def test_a_group_is_one_person() -> None:
    """
    The members of a group are not listed against each other, but together against others.
    """
    three = {"ada": COPIED, "bob": COPIED, "eve": renamed(COPIED)}
    groups = {"ada": "team 1", "bob": "team 1"}

    assert [] == looked_at({"ada": COPIED, "bob": COPIED}, groups=groups)
    assert [(("ada", "bob"), ("eve",))] == [
        (one.first, one.second) for one in looked_at(three, groups=groups)
    ]


def test_a_small_class_lists_nobody() -> None:
    """
    Among three people the same nine lines surprise nobody enough.
    """
    three = {"ada": COPIED, "bob": source("walk_while"), "eve": COPIED}

    assert [] == pairs(Work(three), dict.fromkeys(three, ()))


def test_two_rare_mistakes_are_listed() -> None:
    """
    Two people are listed who share two mistakes that nobody else makes; one shared mistake is
    chance, and a mistake that many make is none.
    """
    crowd = {f"p{number}": [("1.1", "sign")] for number in range(40)}
    rare = [("1.1", "sign"), ("1.2", "odd"), ("2.2", "odder")]

    found = pairs(Work({}), {**crowd, "ada": rare, "eve": rare})
    one = pairs(Work({}), {**crowd, "ada": rare[:2], "eve": rare[:2]})

    assert [(("ada",), ("eve",), tuple(rare[1:]), 0)] == [
        (pair.first, pair.second, pair.mistakes, pair.rare) for pair in found
    ]
    assert [] == one


def test_one_rare_thing_is_chance() -> None:
    """
    In a class of a thousand, two people who share a single rare line or mistake are not listed.
    """
    crowd = {f"p{number}": COPIED for number in range(1000)}
    odd = COPIED.replace("+ 0.0", "- 0.0")
    odder = odd.replace("* 1)", "* 1.0)")
    one, two = ({**crowd, "ada": text, "eve": text} for text in (odd, odder))
    shared = {name: [("1.1", "odd")] for name in ("ada", "eve")}

    assert [] == pairs(Work(one), dict.fromkeys(one, ()))
    assert [] != pairs(Work(two), dict.fromkeys(two, ()))
    assert [] == pairs(Work({}), {**dict.fromkeys(crowd, ()), **shared})


@pytest.mark.parametrize(
    "text",
    ["", "def f(:", "x = 1\0", f"{HEAD}    return " + "(" * 500, f"{HEAD}    return {'-' * 9999}1"],
    ids=["empty", "wrong", "null", "brackets", "deep"],
)
def test_what_cannot_be_read_has_no_lines(text: str) -> None:
    """
    Code that Python cannot read, or that has no such function, is not compared.
    """
    assert not lines_of(text)


@given(st.permutations(sorted({"ada", "bob", "eve"})))
def test_the_order_of_people_does_not_matter(names: list[str]) -> None:
    """
    The same class gives the same pairs in whatever order it comes.
    """
    copies = {"ada": COPIED, "bob": renamed(COPIED), "eve": TYPED}
    found = looked_at({name: copies[name] for name in names})

    assert {("ada", "bob"), ("ada", "eve"), ("bob", "eve")} == {
        (*one.first, *one.second) for one in found
    }


def with_mistakes(keys: dict[str, str]) -> Verdict:
    """A verdict of FIX in these tasks, with the keys of their mistakes."""
    tasks = [
        replace(
            task,
            checks=tuple(
                replace(check, outcome=Outcome.FIX, diagnosis=Diagnosis(keys[task.task], "It is."))
                for check in task.checks
            ),
        )
        if task.task in keys
        else task
        for task in verdict_of(Outcome.PASS).tasks
    ]
    return Verdict(tuple(tasks), "")


def test_a_task_has_one_telling_mistake() -> None:
    """
    Several mistakes in one task come from one cause, so only the first counts.
    """
    verdict = with_mistakes({"1.1": "sign"})
    task = verdict.tasks[0]
    last = replace(task.checks[-1], diagnosis=Diagnosis("odd", "It is."))
    two = replace(task, checks=(*task.checks[:-1], last))

    assert [("1.1", "sign")] == telling(Verdict((two, *verdict.tasks[1:]), ""))


def test_only_a_mistake_of_its_own_is_telling() -> None:
    """
    A mistake in a task that uses another task with a mistake, or a file that Python cannot read,
    says nothing about who made it.
    """
    uses = {task.task: task.uses for task in verdict_of(Outcome.PASS).tasks}

    assert "2.2" in uses["2.3"]
    assert [("1.1", "sign"), ("2.2", "odd")] == telling(
        with_mistakes({"1.1": "sign", "2.2": "odd", "2.3": "odd"})
    )
    assert [] == telling(with_mistakes({"1.1": UNREADABLE}))
