"""
The probe of a descent: designed data sets in, one stage per share of the points out.

Stages are judged in the order answer, steps, rows, orders, lesson. A defect of known size (a step
h times too long, one epoch too many) costs its own share, and the later stages look on. Behind any
other defect they are not judged, never wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from autograder.judges.answer import Answer
from autograder.judges.finding import Finding, right, wrong
from autograder.judges.sgd import visit_order
from autograder.judges.sgd.experiments import Array
from autograder.judges.sgd.lesson import judge_lesson_run
from autograder.judges.sgd.responses import Responses
from autograder.judges.sgd.rows import distance_moved, stands_still, visits_are_whole
from autograder.judges.sgd.steps import RIGHT
from autograder.judges.sgd.theta import Sheet, first_spoiled

_EVERY_ROW_IN_EVERY_EPOCH = ("fixed_order", "cyclic")


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """
    What the probe says about one share of the points.

    finding: None where the stage cannot be judged; then `until` is the stage that must be right
    first. crash: the answer that ended in an exception, if one did. shown: an answer that shows
    what was found. case: the probe, for the mistakes' recognisers.
    """

    case: SgdProbe
    finding: Finding | None = None
    until: str = ""
    crash: Answer | None = None
    shown: Answer | None = None


class SgdProbe(Responses):
    """The stages of one learner's descent, each judged once, when it is asked for."""

    def stage(self, name: str) -> Stage:
        """answer, step, number, row, order or lesson."""
        match name:
            case "answer":
                return self.answer_stage
            case "step":
                return self.step_stage
            case "number":
                return self.number_stage
            case "row":
                return self.row_stage
            case "order":
                return self.order_stage
            case "lesson":
                return self.lesson_stage
        raise LookupError(f"No stage is called {name!r}.")

    @cached_property
    def answer_stage(self) -> Stage:
        """The form of every answer that was asked for."""
        stages = (self.step_stage, self.row_stage, self.order_stage, self.lesson_stage)
        crash = next((stage.crash for stage in stages if stage.crash), None)
        if crash:
            return Stage(self, until="step" if self.equal_sheet.crash else "row")
        sheets = tuple(self.sheets)
        spoiled = next((sheet for sheet in sheets if sheet.form.is_wrong), None)
        if spoiled is not None:
            return Stage(self, spoiled.form, shown=first_spoiled(spoiled))
        if not self.moves:
            return Stage(self, until="step")
        return Stage(self, self._form_notes(sheets))

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
    def _blocking(self) -> str:
        if self.equal_sheet.thetas is None:
            return self._root("step", self.equal_sheet)
        scale = self.steps.scale
        return "number" if scale and scale.rate else "step"

    @cached_property
    def row_stage(self) -> Stage:
        if not self.is_correctable:
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
            visit_order.read_orders(series, _thetas(sheet))
            for series, sheet in zip(self.series, self.series_sheets, strict=True)
        )
        legible = visit_order.judge_legibility(one, two)
        if legible.is_wrong:
            return Stage(self, legible)
        if visit_order.is_repeated(one):
            return self._judge_windows()
        alike = visit_order.judge_epochs(two)
        finding = visit_order.judge_orders(one)
        if finding.is_right:
            return Stage(self, alike)
        return Stage(self, finding)

    def _judge_windows(self) -> Stage:
        held = self._held_up(self.window_sheet)
        if held:
            return held
        windows = visit_order.read_last_orders(self.series.one_epoch, _thetas(self.window_sheet))
        return Stage(self, visit_order.judge_repeated(windows))

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
        finding = judge_lesson_run(_theta(self.lesson_sheet))
        if finding.is_wrong and self._first_defect:
            return Stage(self, until=self._first_defect)
        return Stage(self, finding, shown=self.lesson_sheet.answers[0])

    @property
    def _visits_every_row(self) -> bool:
        finding = self.order_stage.finding
        return finding is not None and (
            finding.is_right or finding.kind in _EVERY_ROW_IN_EVERY_EPOCH
        )

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
