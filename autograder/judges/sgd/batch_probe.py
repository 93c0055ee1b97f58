"""The probe of a descent on batches: runs in, one finding per stage out.

An answer is right where it is one of the ends of its run. That is certain: no right descent can
miss them. Only the stage `order` is statistical: two runs are made 300 times each, and the ways in
which their rows were dealt must be uniform. Each of three tests refuses a right shuffle with
probability at most 1e-12 (`sampling`), and a function that seeds itself is judged by 25 epochs
of one call, which are at most 6 of 30 ways with probability below 3e-12: together below 1e-11.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np

from autograder.judges.answer import Answer
from autograder.judges.arrays import Array, changed, check_array
from autograder.judges.finding import Finding, right, wrong
from autograder.judges.sgd.batch_runs import REPEATS, Runs
from autograder.judges.sgd.ends import (
    BatchedRun,
    Epoch,
    Plan,
    Rule,
    chosen,
    ends,
    nearest_end,
    one_epoch,
)
from autograder.judges.sgd.experiments import Indices
from autograder.judges.sgd.probe import Stage
from autograder.judges.sgd.sampling import uneven_limit
from autograder.judges.sgd.theta import changed_data

Ask = Callable[[Sequence[BatchedRun]], Sequence[Answer]]
"""Makes the runs, many at once: the answers, in their order."""

PREFIXES = 25
"""Epochs that are read from a function that shuffles in the same way in every call."""

FEW_WAYS = 6
"""Ways of dealing, out of 30, that so many shuffles have at most once in 3 * 10^11 times."""


class BatchProbe:
    """The runs of one learner's descent on batches; each stage is asked for once.

    rule: the right one. said: what was found out about a wrong one, for its messages.
    """

    def __init__(self, ask: Ask, runs: Runs, rule: Rule) -> None:
        self.ask = ask
        self.runs = runs
        self.rule = rule
        self.said: dict[str, Any] = {}
        self._answers: dict[str, Sequence[Answer]] = {}
        self._plans: dict[tuple[BatchedRun, Plan], Sequence[Epoch]] = {}
        self._stages: dict[str, Stage] = {}

    def stage(self, name: str) -> Stage:
        """`order`, `arguments`, or one of the names of the runs: is every answer an end?"""
        if name not in self._stages:
            judge = {"order": self._judge_order, "arguments": self._judge_arguments}.get(name)
            self._stages[name] = judge() if judge else self._judge_ends(name)
        return self._stages[name]

    def answers(self, name: str) -> Sequence[Answer]:
        if name not in self._answers:
            self._answers[name] = self.ask(self.runs[name])
        return self._answers[name]

    @cached_property
    def made(self) -> list[tuple[BatchedRun, Answer]]:
        """All runs but the repeated ones, with their answers."""
        names = [name for name in self.runs if name != "repeated"]
        pairs = (zip(self.runs[name], self.answers(name), strict=True) for name in names)
        return [*chain.from_iterable(pairs)]

    @cached_property
    def legible(self) -> list[tuple[BatchedRun, Answer]]:
        """Those whose answers hold a theta."""
        return [(run, one) for run, one in self.made if form_of(run, one).is_right]

    def is_off(self, run: BatchedRun, answer: Answer) -> bool:
        """Whether a legible answer is none of the ends of its run."""
        return end_of(answer, ends(run, self.rule)) < 0

    @cached_property
    def is_telling(self) -> bool:
        """Whether the answers that can be read show anything wrong, or all can be read."""
        is_off = any(self.is_off(run, answer) for run, answer in self.legible)
        return is_off or (len(self.legible) == len(self.made) > 0)

    def follows(self, rule: Rule) -> bool:
        """Whether every answer that can be read is where this rule ends."""
        return self.is_telling and all(
            end_of(answer, ends(run, rule, self._planned(run, rule))) >= 0
            for run, answer in self.legible
        )

    def _planned(self, run: BatchedRun, rule: Rule) -> Sequence[Epoch]:
        """The plan of a rule for a run, made once: many rules share one."""
        key = (run, rule.plan)
        if key not in self._plans:
            self._plans[key] = rule.plan(run)
        return self._plans[key]

    def _judge_ends(self, name: str) -> Stage:
        for run, answer in zip(self.runs[name], self.answers(name), strict=True):
            if answer.crash is not None:
                return Stage(wrong("crash"), crash=answer)
            form = form_of(run, answer)
            if form.is_wrong:
                return Stage(form, shown=answer)
            if self.is_off(run, answer):
                return Stage(wrong("off"), shown=answer)
        return Stage(right())

    def _first_open(self, *names: str) -> Stage | None:
        return next((Stage(until=one) for one in names if not self.stage(one).is_right), None)

    def _judge_arguments(self) -> Stage:
        """X and y as they were; theta in place, and another order of rows, are noted only."""
        held = self._first_open(next(iter(self.runs)))
        if held:
            return held
        notes: list[str] = []
        for run, answer in self.legible:
            if name := changed_data(answer):
                return Stage(wrong("x_changed", name=name), shown=answer)
            touched = changed(answer)
            notes += form_of(run, answer).notes
            notes += ["data_changed"] * bool({0, 1} & {*touched})
            notes += ["theta_changed"] * (2 in touched)
        return Stage(right(*dict.fromkeys(notes)))

    def _judge_order(self) -> Stage:
        held = self._first_open("batches")
        if held:
            return held
        ways = []
        for run in self.runs["repeated"]:
            answers, found = self.ask([run] * REPEATS), ends(run, self.rule)
            crash = next((one for one in answers if one.crash), None)
            if crash:
                return Stage(wrong("crash"), crash=crash)
            at = [end_of(one, found) if form_of(run, one).is_right else -1 for one in answers]
            if -1 in at:
                return Stage(wrong("order_off"), shown=answers[at.index(-1)])
            ways.append(np.array(at))
        short_last, epochs = ways
        if (short_last == short_last[0]).all():
            return Stage(self._judge_seeded())
        choices = np.stack(chosen(epochs, [3] * 3), axis=1)
        return Stage(_judge_ways(short_last, choices, self.runs["repeated"][0]))

    def _judge_seeded(self) -> Finding:
        """One order in every call: is it another one in each of its epochs?"""
        run = self.runs["repeated"][0]
        answers = self.ask([run.but(epochs=1 + k) for k in range(PREFIXES)])
        counts, targets = one_epoch(run)
        so_far: list[int] = []
        for k, answer in enumerate(answers):
            plan = [(counts[[way]], targets[[way]]) for way in so_far] + [(counts, targets)]
            longer = run.but(epochs=1 + k)
            is_legible = form_of(longer, answer).is_right
            way = end_of(answer, ends(longer, _planned(self.rule, plan))) if is_legible else -1
            if way < 0:
                return wrong("order_off")
            so_far.append(way)
        if len({*so_far}) > FEW_WAYS:
            return right("seeded_inside")
        alike = "fixed_order" if so_far[0] == 0 else "reseeded"
        return wrong(alike if len({*so_far}) == 1 else "few_orders")


def _planned(rule: Rule, plan: Sequence[tuple[Array, Array]]) -> Rule:
    return Rule(lambda _run: plan, rule.slope, rule.steps)


def _judge_ways(short_last: Indices, epochs: Indices, run: BatchedRun) -> Finding:
    """short_last: (calls,), which of 30 ways. epochs: (calls, 3), which of 3 ways each."""
    if (epochs == epochs[:, :1]).all():
        return wrong("shuffled_once")
    last_row = one_epoch(run)[0][:, -1].argmax(axis=1)[short_last]
    tests = [
        ("last_uneven", last_row, 5),
        ("uneven", short_last, 30),
        ("uneven", epochs[:, 0], 3),  # or the next test would see it, and blame the epochs
        ("epochs_depend", epochs @ np.array([9, 3, 1]), 27),
    ]
    for kind, cells, number in tests:
        counts = np.bincount(cells, minlength=number)
        seen = counts[counts > 0]
        if float(seen @ np.log(number * seen / len(cells))) > uneven_limit(number):
            return wrong(kind, frequencies=", ".join(map(str, counts.tolist())), calls=len(cells))
    return right()


def form_of(run: BatchedRun, answer: Answer) -> Finding:
    """Whether an answer holds a theta: real and finite numbers in the shape of a column."""
    if answer.crash is not None:
        return wrong("crash")
    form = check_array(answer.value, run.theta.shape)
    if form.is_right and answer.value.dtype.kind != "f":
        return wrong("integers")
    return form


def end_of(answer: Answer, found: Array | None) -> int:
    """Which of the ends a legible answer is, -1 if none; 0 where there are too many to tell."""
    if found is None:
        return 0
    return nearest_end(
        answer.value.astype(float).ravel(), found, single=answer.value.dtype.itemsize < 8
    )
