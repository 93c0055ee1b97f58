"""What was seen in an experiment, in two sentences; of what was not measured they say nothing."""

from collections.abc import Sequence

from autograder.grading.screen import listed
from autograder.study.experiment import Experiment, Trial

NOTHING = "Nothing was measured."
NO_BATCH = "Batch descent was not measured, so nothing is known of where it wins."
NO_RIVAL = "Nothing was measured beside batch descent, so nothing is known of where it wins."


def sentences(experiment: Experiment) -> list[str]:
    """Who came near the lowest loss at what price, and where batch descent wins."""
    trials = experiment.measured
    return [price(largest(trials)), where_batch_wins(trials)] if trials else [NOTHING]


def largest(trials: Sequence[Trial]) -> list[Trial]:
    """The trials on the largest size on which several methods were measured, or any."""
    sizes = [trial.rows for trial in trials]
    shared = [rows for rows in sizes if sizes.count(rows) > 1]
    return [trial for trial in trials if trial.rows == max(shared or sizes)]


def price(trials: Sequence[Trial]) -> str:
    """Which method came near with the fewest rows read, and which in the least time."""
    start = f"On {trials[0].rows:,} rows,"
    there = {trial.method.said: near for trial in trials if (near := trial.near)}
    if not there:
        return f"{start} nothing came near the lowest loss."
    read = min(near.read for near in there.values())
    seconds = min(near.seconds for near in there.values())
    fewest = listed([one for one, near in there.items() if near.read == read])
    fastest = listed([one for one, near in there.items() if near.seconds == seconds])
    if len(there) == 1:
        spent = f"after {read:,} rows read and {in_seconds(seconds)} s"
        return f"{start} only {fewest} came near the lowest loss, {spent}."
    who = "" if fastest == fewest else f"{fastest} "
    return (
        f"{start} {fewest} came near the lowest loss with the fewest rows read, {read:,}, "
        f"and {who}in the least time, {in_seconds(seconds)} s."
    )


def where_batch_wins(trials: Sequence[Trial]) -> str:
    """The sizes on which batch descent was near first, and those on which it ended lowest."""
    batch = {trial.rows: trial for trial in trials if trial.method.reads_all}
    others = {
        rows: [one for one in trials if one.rows == rows and not one.method.reads_all]
        for rows in batch
    }
    rivalled = [rows for rows in batch if others[rows]]
    if not rivalled:
        return NO_RIVAL if batch else NO_BATCH
    first = [rows for rows in rivalled if _soon(batch[rows]) < min(map(_soon, others[rows]))]
    lowest = [
        rows
        for rows in rivalled
        if batch[rows].last.loss < min(one.last.loss for one in others[rows])
    ]
    return (
        f"In seconds, batch descent was near first {_on(first, rivalled)}; "
        f"it ended lowest {_on(lowest, rivalled)}."
    )


def in_seconds(seconds: float) -> str:
    """As many digits as are worth reading: 0.00042, 0.021, 12.3."""
    if seconds < 0.01:
        return f"{seconds:.5f}" if seconds >= 1e-5 else "<0.00001"
    return f"{seconds:.3g}"


def _soon(trial: Trial) -> float:
    """After how many seconds it was near."""
    return trial.near.seconds if trial.near else float("inf")


def _on(sizes: Sequence[int], every: Sequence[int]) -> str:
    if not sizes:
        return "on no size"
    is_all = len(sizes) == len(every) > 1
    return "on every size" if is_all else f"on {listed([f'{rows:,}' for rows in sizes])} rows"
