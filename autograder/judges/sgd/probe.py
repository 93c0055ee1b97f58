"""
The examination of a walk: designed data sets in, one stage per share of the points out.

Stages are judged in the order answer, steps, rows, orders, lesson. A defect of known size (a step
h times too long, one epoch too many) costs its own share: rate and epochs are corrected and the
examination looks on. Behind any other defect the later stages are not judged, never wrong.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from autograder.judges.answer import Answer
from autograder.judges.finding import Finding, right, wrong
from autograder.judges.sgd import experiments as designs
from autograder.judges.sgd import patterns
from autograder.judges.sgd import visit_order as orders
from autograder.judges.sgd.experiments import Array, Labelled, Setting
from autograder.judges.sgd.lesson_run import judge_lesson_run, lesson_setting
from autograder.judges.sgd.rows import distance_moved, stands_still, visits_are_whole
from autograder.judges.sgd.steps import RIGHT, Progress, Steps, read_progress, read_steps
from autograder.judges.sgd.theta import Sheet, first_spoiled, read_sheet, read_theta

Walk = Callable[[Sequence[Setting]], Sequence[Answer]]
"""The answers to many calls, in their order."""

Streams = Callable[[str], random.Random]

_SHIFTS = {"": 0, "epoch_too_many": -1, "epoch_too_few": 1}
_EVERY_ROW_IN_EVERY_EPOCH = ("fixed_order", "cyclic")
_WINDOWS = 50


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """
    What an examination says about one share of the points.

    finding: None where the stage cannot be judged; then `until` is the stage that must be right
    first. crash: the answer that ended in an exception, if one did. shown: an answer that shows
    what was found. case: the examination, for the mistakes' recognisers.
    """

    case: Examination
    finding: Finding | None = None
    until: str = ""
    crash: Answer | None = None
    shown: Answer | None = None


class Examination:
    """
    One learner's walk under examination; every stage is asked for once, when it is needed.

    walk: makes many calls of the learner's function. streams: random numbers by purpose, so that stages do not
    depend on each other's order.
    """

    def __init__(self, walk: Walk, streams: Streams) -> None:
        self.walk = walk
        self.streams = streams

    # what is asked

    def ask(self, setting: Setting) -> Answer:
        return self.walk([setting])[0]

    def corrected(self, setting: Setting) -> Setting:
        """The call whose right answer belongs to `setting`, defects of known size allowed for."""
        scale = self.steps.scale
        rescale = scale.rate if scale else None
        rate = rescale(setting.rate, setting.m) if rescale else setting.rate
        return setting.but(rate=rate, epochs=setting.epochs + _SHIFTS.get(self.steps.count, 0))

    def probe(self, setting: Setting) -> Array | None:
        """The theta (2,) of one more call, for the wording of a message; None if there is none."""
        return read_theta(self.ask(setting)).theta

    # what was answered

    @cached_property
    def equal_rows(self) -> tuple[Setting, ...]:
        return designs.draw_equal_rows(self.streams("walk: equal rows"))

    @cached_property
    def equal_sheet(self) -> Sheet:
        return read_sheet(self.walk(self.equal_rows))

    @cached_property
    def progress(self) -> Progress:
        thetas = self.equal_sheet.thetas
        if thetas is None:
            thetas = np.full((len(self.equal_rows), 2), np.nan)
        return read_progress(self.equal_rows, thetas)

    @cached_property
    def steps(self) -> Steps:
        return read_steps(self.progress)

    @cached_property
    def exact_line(self) -> Setting:
        return designs.draw_exact_line(self.streams("walk: exact line"))

    @cached_property
    def exact_sheet(self) -> Sheet:
        return self._corrected_sheet([self.exact_line])

    @cached_property
    def kinds(self) -> tuple[Setting, Setting]:
        stream = self.streams("walk: two kinds of rows")
        single = self.steps.single
        small = designs.draw_two_kinds(stream, single=single)
        return small, designs.draw_lesson_size(stream, single=single)

    @cached_property
    def kinds_sheet(self) -> Sheet:
        return self._corrected_sheet(self.kinds)

    @cached_property
    def series(self) -> tuple[Labelled, Labelled]:
        """400 calls of one epoch, 120 calls of two."""
        stream = self.streams("walk: labelled rows")
        single = self.steps.single
        sizes = ((3, 32, 1, 400), (2, 16, 2, 120)) if single else ((6, 64, 1, 400), (4, 32, 2, 120))
        one, two = (
            designs.draw_labelled(stream, m=m, base=base, epochs=e, calls=calls, plain=single)
            for m, base, e, calls in sizes
        )
        return one, two

    @cached_property
    def series_sheets(self) -> tuple[Sheet, Sheet]:
        one, two = (self._corrected_sheet(series.settings()) for series in self.series)
        return one, two

    @cached_property
    def window_sheet(self) -> Sheet:
        """The walk of one epoch again, 1, 2 .. 50 epochs long."""
        settings = list(self.series[0].settings())[:_WINDOWS]
        longer = [one.but(epochs=1 + extra) for extra, one in enumerate(settings)]
        return self._corrected_sheet(longer)

    @cached_property
    def lesson(self) -> Setting:
        return lesson_setting()

    @cached_property
    def lesson_sheet(self) -> Sheet:
        return read_sheet([self.ask(self.lesson)])

    def _corrected_sheet(self, settings: Iterable[Setting]) -> Sheet:
        return read_sheet(self.walk([self.corrected(setting) for setting in settings]))

    # what it says

    def stage(self, name: str) -> Stage:
        """answer, step, number, row, order or lesson."""
        found: Stage = getattr(self, f"{name}_stage")
        return found

    @cached_property
    def is_untouched(self) -> bool:
        """Every call returned None and left its arguments alone."""
        return self.equal_sheet.form.kind == "untouched"

    @cached_property
    def answer_stage(self) -> Stage:
        """The form of every answer that was asked for."""
        stages = (self.step_stage, self.row_stage, self.order_stage, self.lesson_stage)
        crash = next((stage.crash for stage in stages if stage.crash), None)
        if crash:
            return Stage(self, until="step" if self.equal_sheet.crash else "row")
        sheets = self._sheets_so_far()
        spoiled = next((sheet for sheet in sheets if sheet.form.is_wrong), None)
        if spoiled is not None:
            return Stage(self, spoiled.form, shown=first_spoiled(spoiled))
        if not self.moves:
            return Stage(self, until="step")
        return Stage(self, self._form_notes(sheets))

    @cached_property
    def moves(self) -> bool:
        """Whether the data move the answer at all: the form of a typed-in theta earns nothing."""
        thetas = self.equal_sheet.thetas
        if thetas is None:
            return True
        starts = np.array([setting.start for setting in self.equal_rows])
        still = (np.broadcast_to(thetas[0], thetas.shape), starts)
        return not any(np.array_equal(thetas, one, equal_nan=True) for one in still)

    def _sheets_so_far(self) -> list[Sheet]:
        names = ("equal_sheet", "exact_sheet", "kinds_sheet", "window_sheet", "lesson_sheet")
        held = [vars(self)[name] for name in names if name in vars(self)]
        return [*held, *vars(self).get("series_sheets", ())]

    def _form_notes(self, sheets: Sequence[Sheet]) -> Finding:
        notes = dict.fromkeys(note for sheet in sheets for note in sheet.form.notes)
        if self.steps.single:
            notes["float32"] = None
        return right(*notes)

    @cached_property
    def step_stage(self) -> Stage:
        held = self._held_up(self.equal_sheet)
        if held:
            return held
        scale = self.steps.scale
        if scale is RIGHT:
            return Stage(self, right())
        kind = "scale" if scale else "step"
        return Stage(self, wrong(kind), shown=self.equal_sheet.answers[0])

    @cached_property
    def number_stage(self) -> Stage:
        if self.equal_sheet.thetas is None or self.steps.scale is None:
            return Stage(self, until=self._root("step", self.equal_sheet))
        return Stage(self, wrong("count") if self.steps.count else right())

    @property
    def _is_known(self) -> bool:
        """Whether the steps are right, or wrong in a way that can be corrected."""
        scale = self.steps.scale
        return bool(scale and scale.rate) and self.steps.count in _SHIFTS

    @property
    def _blocking(self) -> str:
        if self.equal_sheet.thetas is None:
            return self._root("step", self.equal_sheet)
        scale = self.steps.scale
        return "number" if scale and scale.rate else "step"

    @cached_property
    def row_stage(self) -> Stage:
        if not self._is_known:
            return Stage(self, until=self._blocking)
        held = self._held_up(self.exact_sheet) or self._held_up(self.kinds_sheet)
        return held or Stage(self, self._judge_rows())

    def _judge_rows(self) -> Finding:
        single = self.steps.single
        line = _theta(self.exact_sheet)
        if not stands_still(self.exact_line, line, single=single):
            return wrong("moves", d=f"{distance_moved(self.exact_line, line):.2g}")
        thetas = self.kinds_sheet.thetas
        for setting, theta in zip(self.kinds, () if thetas is None else thetas, strict=True):
            if not visits_are_whole(setting, theta, single=single):
                return wrong("visits")
        return right()

    @cached_property
    def order_stage(self) -> Stage:
        if not _is_right(self.row_stage):
            return Stage(self, until=self.row_stage.until or "row")
        held = self._held_up(self.series_sheets[0]) or self._held_up(self.series_sheets[1])
        return held or self._judge_series()

    def _judge_series(self) -> Stage:
        one, two = (
            orders.read_orders(series, _thetas(sheet))
            for series, sheet in zip(self.series, self.series_sheets, strict=True)
        )
        legible = patterns.judge_legibility(one, two)
        if legible.is_wrong:
            return Stage(self, legible)
        if patterns.is_repeated(one):
            return self._judge_windows()
        alike = patterns.judge_epochs(two)
        finding = patterns.judge_orders(one)
        if finding.is_right:
            return Stage(self, alike)
        return Stage(self, finding)

    def _judge_windows(self) -> Stage:
        held = self._held_up(self.window_sheet)
        if held:
            return held
        windows = orders.read_last_orders(self.series[0], _thetas(self.window_sheet))
        return Stage(self, patterns.judge_repeated(windows))

    @cached_property
    def lesson_stage(self) -> Stage:
        """
        Judged as it is asked for, uncorrected, where chance has no say in the outcome.

        That is behind steps of known size whose order visits every row, and for an answer that
        no data move. A failure that an earlier defect explains is not judged.
        """
        judged = self._visits_every_row or self.is_constant
        if not judged:
            return Stage(self, until=self._first_defect)
        held = self._held_up(self.lesson_sheet)
        if held:
            return held
        finding = judge_lesson_run(self.lesson, _theta(self.lesson_sheet))
        if finding.is_wrong and self._first_defect:
            return Stage(self, until=self._first_defect)
        return Stage(self, finding, shown=self.lesson_sheet.answers[0])

    @property
    def _visits_every_row(self) -> bool:
        finding = self.order_stage.finding
        return finding is not None and (
            finding.is_right or finding.kind in _EVERY_ROW_IN_EVERY_EPOCH
        )

    @cached_property
    def is_constant(self) -> bool:
        """One answer for all data and starts."""
        thetas = self.equal_sheet.thetas
        return thetas is not None and bool((thetas == thetas[0]).all())

    @property
    def _first_defect(self) -> str:
        stages = {
            "step": self.step_stage,
            "number": self.number_stage,
            "row": self.row_stage,
            "order": self.order_stage,
        }
        for name, stage in stages.items():
            if not _is_right(stage):
                return stage.until or name
        return ""

    def _held_up(self, sheet: Sheet) -> Stage | None:
        """The stage of a sheet that cannot be read: a crash, or no theta in it."""
        if sheet.crash:
            return Stage(self, wrong("crash"), crash=sheet.crash)
        return Stage(self, until="answer") if sheet.thetas is None else None

    def _root(self, name: str, sheet: Sheet) -> str:
        return "answer" if sheet.thetas is None and not sheet.crash else name


def _is_right(stage: Stage) -> bool:
    return stage.finding is not None and stage.finding.is_right


def _thetas(sheet: Sheet) -> Array:
    if sheet.thetas is None:
        raise ValueError("The sheet holds no thetas; ask for its form first.")
    return sheet.thetas


def _theta(sheet: Sheet) -> Array:
    return np.asarray(_thetas(sheet)[0])
