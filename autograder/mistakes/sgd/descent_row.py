"""The mistakes of 2.3 in the rows that one step reads.

Asked after "wrong" only. With the whole error taken in one step, theta ends on the target, or the
mean of the targets, that the step read: that gives the size of a batch.
"""

import numpy as np

from autograder.judges.sgd import experiments
from autograder.judges.sgd.probe import SgdProbe
from autograder.judges.sgd.rows import distance_moved, errors_left, rows_averaged, visits_of_each
from autograder.mistakes.catalogue import Recognised, catalogue_of
from autograder.mistakes.sgd.identical_rows import near

CALLS = 5


def batch_sizes(probe: SgdProbe) -> list[int]:
    """Of how many rows the last step of a run was the mean, per call; 0 for no such mean."""
    rng, found = probe.rng_for("walk: landing"), []
    for _ in range(CALLS):
        run = experiments.draw_full_contraction(rng)
        theta = probe.theta_after(probe.corrected(run))
        found.append(0 if theta is None else rows_averaged(run, theta))
    return found


def reads_one_row(probe: SgdProbe) -> bool:
    return set(batch_sizes(probe)) == {1}


def reads_all_rows(probe: SgdProbe) -> bool:
    return set(batch_sizes(probe)) == {12}


def reads_batch(probe: SgdProbe) -> Recognised:
    """Steps that are means of several rows, but not of all; one row may be drawn twice for one."""
    seen = batch_sizes(probe)
    return {"size": max(seen)} if min(seen) > 0 and 1 < max(seen) < 12 else None


def moved(probe: SgdProbe) -> Recognised:
    """Theta left the exact answer."""
    return probe.stage("row").evidence("moves")


def broadcasts(probe: SgdProbe) -> Recognised:
    """On noise-free rows: batch descent that aims every row at the mean of y."""
    if moved(probe) is None:
        return None
    run, theta = probe.noise_free, probe.noise_free.start.copy()
    for _ in range(run.steps):
        theta -= 2 * run.rate * run.X.T @ (run.X @ theta - run.y.mean()) / run.m
    return near(probe.on_noise_free.thetas[0], theta)


def mixes_rows(probe: SgdProbe) -> Recognised:
    """Noise-free rows move theta, but not once all targets are equal."""
    found = moved(probe)
    if found is None:
        return None
    run = experiments.level(probe.noise_free)
    theta = probe.theta_after(probe.corrected(run))
    stays = theta is not None and distance_moved(run, theta) < 1e-6  # as good as 0 in float32
    return found if stays else None


def full_batch(probe: SgdProbe) -> Recognised:
    """Both kinds of rows shrink their error in every step, each by its share of the rows."""
    run = probe.orthogonal_rows.small
    shares = [(run.X[:, 1] * sign > 0).mean() for sign in (1, -1)]
    wanted = [(1 - share * run.contraction) ** run.steps for share in shares]
    return (
        {"m": run.m} if near(errors_left(run, probe.on_orthogonal_rows.thetas[0]), wanted) else None
    )


def other_number(probe: SgdProbe) -> Recognised:
    """Whole visits, but not as many as were asked for."""
    for run, theta in zip(probe.orthogonal_rows.runs, probe.on_orthogonal_rows.thetas, strict=True):
        visits = np.array(visits_of_each(run, theta))
        whole = np.isfinite(visits).all() and (np.abs(visits - np.round(visits)) < 0.01).all()
        if whole and visits.min() >= 0 and round(float(visits.sum())) != run.steps:
            made = round(float(visits.sum()))
            return {"made": made, "m": run.m, "n_epochs": run.epochs, "K": run.steps}
    return None


SEVERAL_ROWS = catalogue_of(
    "else several_rows: theta ends where whole steps on single rows cannot lead. Print row, error and step: do all three belong to one row, and is no step cut short?",
)

ROW = (
    catalogue_of(
        """
    broadcast_batch: Each prediction is compared with every y, not only with its own. Print the shape of your error: is it (m, m), a column minus a flat array?
    pairing: On noise-free data, started at the exact answer, theta must not move; yours moved by {d}.
        | On noise-free data, started at the exact answer, theta must not move; yours moved.
        | Print xi and yi of a few steps: do they belong to one row of the data?
    drift: At the exact answer theta must stand still; yours moves by {d}.
        | At the exact answer theta must stand still; yours moves. | Print the error of each step: is it 0, and if so, what else moves theta?
    full_batch: Every step reads all {m} rows: that is batch gradient descent.
        | Every step reads all rows: that is batch gradient descent. | Which line of yours picks the one row of a step?
    minibatch: theta looks like a mean of {size} rows: batch steps, which are a bonus task, or a mean of several descents.
        | theta looks like a mean of several rows: batch steps, which are a bonus task, or a mean of several descents. | Print the shape of your xi: how many rows should one step read, and how many descents should a call make?
    steps_wrong: For m={m} and n_epochs={n_epochs} the number of steps that reach theta is {made}, not {K}.
        | The number of steps that reach theta is not the one asked. | Print the row number of each step: does your descent pass over some, or read one again?
    """,
        broadcast_batch=broadcasts,
        pairing=mixes_rows,
        drift=moved,
        full_batch=full_batch,
        minibatch=reads_batch,
        steps_wrong=other_number,
    )
    + SEVERAL_ROWS
)
