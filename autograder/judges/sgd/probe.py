"""The probe of a descent: designed runs in, one stage per share of the points out.

Points are given in the order answer, step, number, row, order, lesson. A defect of known size (a
step h times too long, one epoch too many) costs its own share; the later runs are asked for with a
rate and a number of epochs that allow for it, so that their stages can be judged all the same.
Behind any other defect they are not judged, never wrong.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autograder.judges.answer import Answer
from autograder.judges.finding import Finding, right, wrong
from autograder.judges.sgd import experiments, rows, visit_order
from autograder.judges.sgd.experiments import Array, Run
from autograder.judges.sgd.lesson import judge_lesson_run, lesson_run
from autograder.judges.sgd.sampling import judge_kinds
from autograder.judges.sgd.steps import (
    RIGHT,
    SINGLE,
    Shrinkage,
    Steps,
    read_shrinkage,
    read_steps,
)
from autograder.judges.sgd.theta import Responses, first_spoiled, read_responses, read_theta

Descent = Callable[[Sequence[Run]], Sequence[Answer]]
"""Makes the runs, many at once: the answers, in their order."""

_SHIFTS = {"": 0, "epoch_too_many": -1, "epoch_too_few": 1}
"""By how many epochs more or fewer a run is asked for, after the name of its number of steps."""
_ALL_ROWS = ("fixed_order", "cyclic")


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """What the probe says about one share of the points.

    finding: None where the stage cannot be judged; `until` then names the one that must be right
    first. crash: the answer that ended in an exception, if one did. shown: an answer that shows
    what was found.
    """

    finding: Finding | None = None
    until: str = ""
    crash: Answer | None = None
    shown: Answer | None = None

    @property
    def is_right(self) -> bool:
        return self.finding is not None and self.finding.is_right

    def evidence(self, kind: str) -> Mapping[str, Any] | None:
        """What was found, if it is of this kind."""
        found = self.finding
        return found.evidence if found is not None and found.kind == kind else None


class SgdProbe:
    """The runs of one learner's descent and the stages they are judged in.

    Each is asked for once, when it is needed. rng_for: random numbers by purpose, so that stages
    do not depend on each other's order.
    """

    def __init__(self, descend: Descent, rng_for: Callable[[str], random.Random]) -> None:
        self.descend = descend
        self.rng_for = rng_for
        self._read: list[Responses] = []
        self._stages: dict[str, Stage] = {}

    def stage(self, name: str) -> Stage:
        """answer, step, number, row, order or lesson."""
        if name not in self._stages:
            self._stages[name] = STAGES[name](self)
        return self._stages[name]

    def theta_after(self, run: Run) -> Array | None:
        """The theta (2,) of one more run, for the wording of a message; None if there is none."""
        return read_theta(self.descend([run])[0]).theta

    def corrected(self, run: Run) -> Run:
        """The call whose right answer is that of `run`, defects of known size allowed for."""
        scale = self.steps.scale
        rescale = scale.rate if scale else None
        rate = rescale(run.rate, run.m) if rescale else run.rate
        return run.but(rate=rate, epochs=run.epochs + _SHIFTS.get(self.steps.count, 0))

    def _responses(self, runs: Iterable[Run]) -> Responses:
        responses = read_responses(self.descend([*runs]))
        self._read.append(responses)
        return responses

    def _corrected(self, runs: Iterable[Run]) -> Responses:
        return self._responses(map(self.corrected, runs))

    @cached_property
    def identical_rows(self) -> experiments.IdenticalRows:
        # the purposes keep their first names: they seed the inputs of what has been graded
        return experiments.draw_identical_rows(self.rng_for("walk: equal rows"))

    @cached_property
    def on_identical_rows(self) -> Responses:
        return self._responses(self.identical_rows)

    @property
    def starts(self) -> Array:
        """(7, 2): theta before each run on identical rows."""
        return np.array([run.start for run in self.identical_rows])

    @property
    def ends(self) -> Array:
        """(7, 2): theta after each of them; nan where an answer holds none."""
        return self.on_identical_rows.thetas

    @cached_property
    def shrinkage(self) -> Shrinkage:
        return read_shrinkage(self.identical_rows, self.ends)

    @cached_property
    def steps(self) -> Steps:
        return read_steps(self.shrinkage)

    @cached_property
    def noise_free(self) -> Run:
        return experiments.draw_noise_free(self.rng_for("walk: exact line"))

    @cached_property
    def on_noise_free(self) -> Responses:
        return self._corrected([self.noise_free])

    @cached_property
    def orthogonal_rows(self) -> experiments.OrthogonalRows:
        rng = self.rng_for("walk: two kinds of rows")
        return experiments.draw_orthogonal_rows(rng, single=self.steps.single)

    @cached_property
    def on_orthogonal_rows(self) -> Responses:
        return self._corrected(self.orthogonal_rows.runs)

    @cached_property
    def digit_coded(self) -> experiments.DigitCodedSeries:
        rng = self.rng_for("walk: labelled rows")
        return experiments.draw_digit_coded_series(rng, single=self.steps.single)

    @cached_property
    def on_digit_coded(self) -> tuple[Responses, Responses]:
        one, three = (self._corrected(series.runs()) for series in self.digit_coded)
        return one, three

    @cached_property
    def on_prefix_runs(self) -> Responses:
        """The series of one epoch again, its runs 1, 2 .. 50 epochs long."""
        runs = [*self.digit_coded.one_epoch.runs()][:50]
        return self._corrected(run.but(epochs=1 + k) for k, run in enumerate(runs))

    @cached_property
    def on_lesson_run(self) -> Responses:
        return self._responses([lesson_run()])

    @property
    def is_constant(self) -> bool:
        """One answer for all data and start."""
        return bool((self.ends == self.ends[0]).all())

    def judge_answer(self) -> Stage:
        """The form of every answer that was asked for."""
        stages = [self.stage(name) for name in ("step", "row", "order", "lesson")]
        if any(stage.crash for stage in stages):
            return Stage(until="step" if self.on_identical_rows.crash else "row")
        spoiled = next((one for one in self._read if one.form.is_wrong), None)
        if spoiled is not None:
            return Stage(spoiled.form, shown=first_spoiled(spoiled))
        unmoved = (np.broadcast_to(self.ends[0], self.ends.shape), self.starts)
        if any(np.array_equal(self.ends, one, equal_nan=True) for one in unmoved):
            return Stage(until="step")  # the form of a typed-in theta earns nothing
        notes = [note for one in self._read for note in one.form.notes]
        short = ["float32"] if self.steps.single else []
        return Stage(right(*dict.fromkeys(notes + short)))

    def judge_step(self) -> Stage:
        held = _held_up(self.on_identical_rows)
        if held:
            return held
        scale = self.steps.scale
        finding = right() if scale is RIGHT else wrong("scale" if scale else "step")
        return Stage(finding, shown=self.on_identical_rows.answers[self.shrinkage.first_off])

    def judge_number(self) -> Stage:
        if self.steps.scale is None:
            return Stage(until=self._unread_steps)
        found = self.steps.witness(self.identical_rows) if self.steps.count else None
        answers = dict(zip(self.identical_rows, self.on_identical_rows.answers, strict=True))
        shown = answers[found[0]] if found else None
        if self.steps.count:
            return Stage(wrong("count"), shown=shown)
        return self._judge_single_row() if self.stage("order").is_right else Stage(right())

    def _judge_single_row(self) -> Stage:
        """A table of one row; asked apart, so that a function that needs two loses this alone.

        A draw that leaves rows out has none to give here, so it must be right before.
        """
        run = self.identical_rows.more_epochs
        run = run.but(X=run.X[:1], y=run.y[:1])
        found = read_responses(self.descend([self.corrected(run)]))
        if found.crash:
            return Stage(wrong("crash"), crash=found.crash)
        seen = read_shrinkage([run], found.thetas)
        off = np.abs(seen.remaining - seen.right).max()
        if found.are_complete and off <= SINGLE and seen.is_straight(SINGLE):
            return Stage(right())
        return Stage(wrong("single_row", n_epochs=run.epochs), shown=found.answers[0])

    @property
    def _unread_steps(self) -> str:
        """The stage that must be right first where no length of a step can be read."""
        responses = self.on_identical_rows
        return "step" if responses.are_complete or responses.crash else "answer"

    def judge_row(self) -> Stage:
        scale = self.steps.scale
        if scale is None or scale.rate is None:
            return Stage(until=self._unread_steps)
        if self.steps.count not in _SHIFTS:
            return Stage(until="number")
        held = _held_up(self.on_noise_free) or _held_up(self.on_orthogonal_rows)
        return held or Stage(self._judge_rows())

    def _judge_rows(self) -> Finding:
        single, theta = self.steps.single, self.on_noise_free.thetas[0]
        if not rows.stands_still(self.noise_free, theta, single=single):
            return wrong("moves", d=f"{rows.distance_moved(self.noise_free, theta):.2g}")
        pairs = zip(self.orthogonal_rows.runs, self.on_orthogonal_rows.thetas, strict=True)
        whole = all(rows.visits_are_whole(run, end, single=single) for run, end in pairs)
        return right() if whole else wrong("visits")

    def judge_order(self) -> Stage:
        row = self.stage("row")
        if not row.is_right:
            return Stage(until=row.until or "row")
        held = _held_up(self.on_digit_coded[0]) or _held_up(self.on_digit_coded[1])
        stage = held or self._judge_series()
        return self._judge_kinds(stage) if stage.is_right else stage

    def _judge_series(self) -> Stage:
        one, three = (
            visit_order.read_orders(series, responses.thetas)
            for series, responses in zip(self.digit_coded, self.on_digit_coded, strict=True)
        )
        legible = visit_order.judge_legibility(one, three)
        if legible.is_wrong:
            return Stage(legible)
        if visit_order.is_repeated(one):
            if not visit_order.is_repeated(three):  # later epochs differ: no seed is behind it
                return Stage(visit_order.judge_draws_of(one))
            ends = self.on_prefix_runs
            last = visit_order.read_last_orders(self.digit_coded.one_epoch, ends.thetas)
            return _held_up(ends) or Stage(visit_order.judge_repeated(one, last))
        finding = visit_order.judge_orders(one)
        return Stage(visit_order.judge_epochs(three) if finding.is_right else finding)

    def _judge_kinds(self, so_far: Stage) -> Stage:
        """Rows that are long, odd, or at one end of X: are they drawn as often as others?"""
        pairs = zip(self.orthogonal_rows.runs, self.on_orthogonal_rows.thetas, strict=True)
        _, large, *odd = (rows.visits_of_rarer(run, end) for run, end in pairs)
        finding = judge_kinds(large, odd)
        return Stage(finding) if finding.is_wrong else so_far

    def judge_lesson(self) -> Stage:
        """The run as the task asks for it, judged only where its outcome is not a matter of chance.

        That is behind steps of known size whose order visits every row, and for an answer that
        no data move. A failure that an earlier defect explains is not judged.
        """
        order = self.stage("order").finding
        visits_every_row = order is not None and (order.is_right or order.kind in _ALL_ROWS)
        if not visits_every_row and not self.is_constant:
            return Stage(until=self._first_defect)
        held = _held_up(self.on_lesson_run)
        if held:
            return held
        finding = judge_lesson_run(self.on_lesson_run.thetas[0])
        if finding.is_wrong and self._first_defect:
            return Stage(until=self._first_defect)
        return Stage(finding, shown=self.on_lesson_run.answers[0])

    @property
    def _first_defect(self) -> str:
        for name in ("step", "number", "row", "order"):
            if not self.stage(name).is_right:
                return self.stage(name).until or name
        return ""


STAGES: Mapping[str, Callable[[SgdProbe], Stage]] = {
    "answer": SgdProbe.judge_answer,
    "step": SgdProbe.judge_step,
    "number": SgdProbe.judge_number,
    "row": SgdProbe.judge_row,
    "order": SgdProbe.judge_order,
    "lesson": SgdProbe.judge_lesson,
}


def _held_up(responses: Responses) -> Stage | None:
    """The stage for responses that cannot be read: a crash, or no theta in one of them."""
    if responses.crash:
        return Stage(wrong("crash"), crash=responses.crash)
    return None if responses.are_complete else Stage(until="answer")
