"""
Recognisers of task 2.3 that read a stage of the probe, and sentences that several stages say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autograder.judges.sgd.experiments import Setting
from autograder.judges.sgd.probe import SgdProbe, Stage
from autograder.judges.sgd.steps import read_progress
from autograder.mistakes.catalogue import Recognised
from autograder.mistakes.sgd import batch_size, single_step

Recogniser = Callable[[SgdProbe], Recognised]


def came_back(kind: str, stage: str = "answer") -> Recogniser:
    """The stage found exactly this."""

    def recognise(exam: SgdProbe) -> Recognised:
        found: Stage = exam.stage(stage)
        finding = found.finding
        return finding.evidence if finding is not None and finding.kind == kind else None

    return recognise


def ordered(kind: str) -> Recogniser:
    return came_back(kind, "order")


def scaled(key: str) -> Recogniser:
    """The length of a step is this row of the table of scales."""

    def recognise(exam: SgdProbe) -> Recognised:
        scale, largest = exam.steps.scale, exam.equal_rows.many_rows
        if scale is None or scale.key != key:
            return None
        length = scale.length(largest.m, largest.rate)
        return {"m": largest.m, "twice_m": 2 * largest.m, "h": f"{length:.4g}"}

    return recognise


def counted(name: str) -> Recogniser:
    """The number of steps is this row of the table of counts; shown for one setting."""

    def recognise(exam: SgdProbe) -> Recognised:
        return count_fields(exam) if exam.steps.count == name else None

    return recognise


def count_fields(exam: SgdProbe) -> Recognised:
    """A setting that shows the wrong number of steps, and what the table adds."""
    found = exam.steps.witness(exam.equal_rows)
    if found is None:
        return None
    return {**steps_shown(*found), **exam.steps.fields}


def steps_shown(setting: Setting, made: int) -> Mapping[str, int]:
    return {"m": setting.m, "n_epochs": setting.epochs, "K": setting.steps, "made": made}


def batches(exam: SgdProbe) -> Recognised:
    """Fewer steps than rows, as many as batches of one size; shown for the largest epoch."""
    if exam.steps.count != "minibatch":
        return None
    single = [one for one in exam.equal_rows if one.epochs == 1]
    counts = dict(zip(exam.equal_rows, exam.steps.counts, strict=True))
    known = [(one, made) for one in single if (made := counts[one]) is not None]
    return steps_shown(*max(known, key=lambda pair: pair[0].m)) if known else None


def collects(exam: SgdProbe) -> Recognised:
    """Row gradients summed over an epoch, then one step: m times too long, once per epoch."""
    scale = exam.steps.scale
    if scale is None or exam.steps.count != "per_epoch":
        return None
    if scale.key == "times_m":
        return True
    return not batch_size.reads_one_row(exam) and not batch_size.reads_all_rows(exam)


def collects_in_sum(exam: SgdProbe) -> Recognised:
    return collects(exam) if scaled("times_m")(exam) else None


def adds_up_rows(exam: SgdProbe) -> Recognised:
    return scaled("times_m")(exam) if batch_size.reads_all_rows(exam) else None


def once_per_epoch(*, all_rows: bool) -> Recogniser:
    def recognise(exam: SgdProbe) -> Recognised:
        reads = batch_size.reads_all_rows if all_rows else batch_size.reads_one_row
        return counted("per_epoch")(exam) if reads(exam) else None

    return recognise


def loses_steps(exam: SgdProbe) -> Recognised:
    """Whole numbers of steps that differ from call to call."""
    if not exam.steps.counts:
        return None
    setting = exam.equal_rows.long_run
    made = [dict(zip(exam.equal_rows, exam.steps.counts, strict=True))[setting]]
    for _ in range(4):
        theta = exam.probe(setting)
        if theta is None:
            return None
        left = read_progress([setting], theta.reshape(1, 2)).remaining[0]
        made.append(exam.steps.count_in(setting, float(left)))
    known = [count for count in made if count is not None]
    if len(set(known)) < 2:
        return None
    return {"min": min(known), "max": max(known), "K": setting.steps}


def full_batch(*, summed: bool) -> Recogniser:
    def recognise(exam: SgdProbe) -> Recognised:
        if (exam.steps.scale is not None and exam.steps.scale.key == "times_m") is not summed:
            return None
        return {"m": exam.kinds.small.m} if batch_size.reads_full_batch(exam) else None

    return recognise


def mixes_rows(exam: SgdProbe) -> Recognised:
    """Theta moved on the exact line: not by batches that aim at the mean of y."""
    found = came_back("moves", "row")(exam)
    return batch_size.stands_on_level(exam) if found is not None else None


def broadcasts(exam: SgdProbe) -> Recognised:
    return came_back("moves", "row")(exam) is not None and batch_size.aims_at_mean(exam)


def alone(entry: int) -> Recogniser:
    names = ("bias", "slope")

    def recognise(exam: SgdProbe) -> Recognised:
        if not single_step.moves_alone(exam, entry):
            return None
        return {"moves": names[entry], "rests": names[1 - entry]}

    return recognise


def anything(_: SgdProbe) -> bool:
    return True


SUM_OF_ROWS = "Every step adds up all {m} rows. How many rows may one step read?"
SUM_OF_ALL = "Every step adds up all rows. How many rows may one step read?"
COLLECTED = "You collect the gradients of an epoch and move once. When does SGD move?"
SEVERAL_ROWS = (
    "A step of yours reads more than one row, or its parts come from different rows. "
    "From which row do error and xi of one step come?"
)
