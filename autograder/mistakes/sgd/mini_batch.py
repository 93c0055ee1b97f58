"""The mistakes of task 2.6, `mini_batch_gradient_descent`; Adam shares those about batches."""

from dataclasses import replace

import numpy as np

from autograder.judges.arrays import is_real_array
from autograder.judges.sgd.batch_probe import end_of
from autograder.judges.sgd.ends import BatchedRun, Move, ends, mean_slope, one_epoch, sizes_of
from autograder.judges.sgd.experiments import Array
from autograder.mistakes.catalogue import Mistake, Recognised, Recogniser, catalogue_of
from autograder.mistakes.recognise import kind
from autograder.mistakes.sgd import batch_seen as seen
from autograder.mistakes.sgd import flawed_rules as rules
from autograder.mistakes.sgd import wrong_batches as dealt
from autograder.mistakes.sgd.batch_seen import BatchCase
from autograder.mistakes.sgd.flawed_rules import PLAIN_STEPS, SLOPES, STARTS, Flaw, times
from autograder.mistakes.sgd.on_batches import (
    ARGUMENTS,
    BEFORE,
    ENDED,
    FLAWS,
    FORM,
    LENGTHS,
    NOT_FINITE,
    PLAIN_FLAWS,
    SEEN,
    SEEN_BY,
    flawed,
)
from autograder.mistakes.sgd.wrong_batches import by_ways, planned

OVER_ALL = times(2, rules.all_rows)
OVER_SIZE = times(2, rules.batch_size)


def over_batches(run: BatchedRun, theta: Array, counts: Array, targets: Array) -> Array:
    """The gradient of a batch over the number of batches, for the mean of their thetas."""
    return mean_slope(run, theta, counts, targets) / len(sizes_of(run))


def share_per_row(run: BatchedRun) -> Move:
    """Single rows move theta, each by its share of its batch."""
    sizes = sizes_of(run)
    return lambda theta, slope, _epoch, row: theta - run.rate * slope / sizes[row // run.size]


ROW_BY_ROW: tuple[Flaw, ...] = (
    ("row_by_row", {**planned(by_ways(dealt.single_rows)), "steps": share_per_row}),
)

BATCHES: tuple[Flaw, ...] = (
    ("over_size", OVER_SIZE),
    ("over_size", times(1, rules.batch_size)),
    ("over_size", times(2, lambda run, _counts: float(min(run.size, run.m)))),
    ("over_all", OVER_ALL),
    ("over_all", times(1, rules.all_rows)),
    ("last_dropped", planned(dealt.cut_short)),
    ("full_batch", planned(by_ways(dealt.as_many_full))),
    ("batch_descent", planned(by_ways(dealt.every_row))),
    ("single_rows", planned(by_ways(dealt.single_rows))),
    ("single_rows", planned(by_ways(dealt.rows_in_turn))),
    ("single_rows", planned(by_ways(dealt.drawn_rows))),
    ("single_rows", planned(by_ways(dealt.one_row_per_batch))),
    ("batch_per_epoch", planned(dealt.first_batch)),
    ("last_batch_only", planned(dealt.last_batch)),
    ("wrapped", planned(by_ways(dealt.filled_up))),
    ("wrapped", planned(by_ways(dealt.filled_from_others))),
    ("size_as_number", planned(by_ways(dealt.as_many_parts))),
    ("fixed_batches", planned(by_ways(dealt.fixed_batches))),
    ("loops_swapped", dealt.plan(dealt.batches_in_turn)),
    ("with_replacement", planned(by_ways(dealt.with_replacement))),
    ("independent", planned(by_ways(dealt.independent))),
    ("independent", planned(by_ways(dealt.independent_full))),
    ("windows", planned(by_ways(dealt.windows))),
    ("even_parts", planned(by_ways(dealt.even_parts))),
    ("unpaired", planned(dealt.unpaired)),
    ("epoch_too_many", planned(one_epoch, lambda run: run.epochs + 1)),
    ("epoch_too_few", planned(one_epoch, lambda run: run.epochs - 1)),
    ("theta_of_epoch", {"at": lambda thetas, batch: thetas[-1 - batch]}),
    ("theta_of_epoch", {"at": lambda thetas, batch: thetas[-1 - batch], "slope": over_batches}),
    ("one_step", dealt.plan(dealt.only_step)),
    ("one_step", dealt.plan(dealt.only_last_batch)),
    ("one_epoch", dealt.plan(dealt.only_epoch)),
    ("epochs_typed_in", planned(one_epoch, lambda _run: 50)),
    ("not_last", rules.shown(lambda thetas, _slopes: thetas[max(0, len(thetas) - 2)])),
)

ROW_PAGE = """
    row_by_row: Theta moves after every row of a batch, by that row's share. All rows of a batch need the same theta: what should be added up before the one step?
"""

BATCH_PAGE = """
    over_size: A short last batch counts for less than it should: you divide by batch_size even there. How many rows does a batch really hold?
    over_all: You divide by the number of all rows. A step takes the mean over the rows of its batch: how many are these?
    last_dropped: A last batch that is not full makes no step. Write down where each batch begins and ends for 5 rows in batches of 2.
    full_batch: Each of your steps reads all rows, whatever batch_size is. Which line picks the rows of a batch, and is the result used below it?
    batch_descent: You make one step per epoch, from all rows: that is batch gradient descent, task 2.5. Where does batch_size come in?
    single_rows: Each of your steps reads a single row, whatever batch_size is: that is SGD, task 2.3. How many rows should make one step?
    batch_per_epoch: Only one batch of each epoch makes a step. Which line deals out the rows that are left?
    last_batch_only: Only the last batch of each epoch makes a step. Which of your loops contains the line that moves theta?
    size_as_number: You cut the rows into batch_size batches. It is the other way round: what does batch_size count?
    fixed_batches: The same rows always share a batch; only the order of the batches changes. What should be shuffled before the rows are dealt?
    theta_of_epoch: All batches of an epoch use the theta with which the epoch began. Which line computes the errors or the gradient, and which loop is it in?
    loops_swapped: One batch makes all its steps before the next one has its turn. Which of your loops should be the outer one: over epochs, or over batches?
    with_replacement: In your batches a row may come twice while another one is left out. Deal the rows like cards: which draw takes a card off the deck?
    independent: Each of your batches is drawn afresh from all rows, so in an epoch some rows come twice and others never. Where do you leave out the rows that have been used?
    windows: A new batch begins at every row, so your batches overlap. How far apart should batches begin?
    even_parts: Your batches are cut to about equal lengths. Full batches come first, and only the last one may be short: how long is each for 4 rows in batches of 3?
    wrapped: Your last batch is filled up with rows that the epoch has already used. It should hold only what is left: where does its slice end?
    unpaired: X is shuffled, but y is not, or differently: rows get the wrong targets. Which line keeps the two together?
    epoch_too_many: You run one epoch too many. Write down the epoch numbers that your loop visits.
    epoch_too_few: You run one epoch too few. Write down the epoch numbers that your loop visits.
    one_step: Only one step reaches the answer. Two suspects: a return that comes too early, or every step setting out from the first theta.
    one_epoch: Only one epoch of steps reaches the answer. Three suspects: a return too early, theta put back to the start, or rows that are used up and not dealt again.
    epochs_typed_in: The number of your epochs does not follow n_epochs. Where does it come from?
    not_last: The theta before the last step came back. In which order do your lines compute the step, store it, and return?
"""

MISPAIRED = """
    unpaired_2: Rows meet the targets of other rows. Which line keeps a row and its target together?
    rows_at_random: With one batch of all rows, two identical calls still give different thetas. Does it hold each row once, and does theta move once, after the last row?
"""

EMPTY = """
    empty_batch: With one batch of all rows your theta is right, but with several you get nan, as from the mean of no rows. Print the row numbers of each batch: is one empty?
"""

SHORT = """
    short_batches: Your theta is right when batch_size divides the number of rows, but not when a short batch is left over. Which rows does your last batch hold, and how many of them does it average?
"""

DEALT = """
    dealt_rows: With one batch of all rows your theta is right, but no way to deal {m} rows in batches of {size} leads to yours.
        | Your theta is right with one batch of all rows, but not when they are dealt to several batches. | Print the row numbers of each batch: does every row come once, with its own target?
"""

ORDER_OFF = """
    else order_off: In some of our calls no order of the rows leads to your theta. Print the row numbers of each batch, over many calls: does one row ever come twice?
"""


def mispaired(case: BatchCase) -> Recognised:
    """First steps in which the rows meet each other's targets."""
    rule = replace(case.probe.rule, plan=lambda run: [dealt.unpaired(run)] * run.epochs)
    first = [
        (run, answer, ends(run, rule))
        for run, answer, _ in case.certain
        if run.epochs == 1 and run.size >= run.m and run.m < 7
    ]
    are_ends = [found is not None and end_of(answer, found) >= 0 for _, answer, found in first]
    is_off = any(case.probe.is_off(run, answer) for run, answer, _ in first)
    return is_off and all(are_ends)


def empty_batch(case: BatchCase) -> bool:
    """Right where one batch holds all rows, and nan in all other runs."""
    several = [answer.value for run, answer in case.probe.made if run.size < run.m]
    single = [(run, answer) for run, answer in case.probe.made if run.size >= run.m]
    are_nan = all(is_real_array(value) and np.isnan(value).any() for value in several)
    are_right = all(one in case.probe.legible and not case.probe.is_off(*one) for one in single)
    return bool(several and single) and are_nan and are_right


def _off_sizes(case: BatchCase) -> tuple[list[BatchedRun], list[BatchedRun]]:
    """The runs in which rows are dealt to batches: wrong ones and right ones."""
    several = [(run, a) for run, a in case.probe.legible if run.size < run.m]
    off = [run for run, a in several if case.probe.is_off(run, a)]
    return off, [run for run, _ in several if run not in off]


def short_batches(case: BatchCase) -> Recognised:
    """Wrong exactly where the last batch is short: of different rows, or of equal ones."""
    off, fine = _off_sizes(case)

    def is_clear(*, alike: bool) -> bool:
        wrong, right = ([run for run in runs if run.is_alike == alike] for runs in (off, fine))
        are_short = wrong and right and all(run.m % run.size for run in wrong)
        return bool(are_short) and not any(run.m % run.size for run in right)

    return is_clear(alike=False) or is_clear(alike=True)


def dealt_rows(case: BatchCase) -> Recognised:
    """Right where one batch holds all rows or rows are equal, wrong where they are dealt."""
    off = [run for run in _off_sizes(case)[0] if not run.is_alike]
    certain = list(case.certain)
    if not off or not certain or any(case.probe.is_off(run, a) for run, a, _ in certain):
        return None
    return {"m": off[0].m, "size": off[0].size}


def rows_at_random(case: BatchCase) -> Recognised:
    """Another theta from call to call, where a step should read every row."""
    return any(
        run.size >= run.m and not run.is_alike and seen.differs(case, run, answer)
        for run, answer, _ in case.certain
    )


DEALT_BY = {
    "rows_at_random": rows_at_random,
    "unpaired": mispaired,
    "short_batches": short_batches,
    "dealt_rows": dealt_rows,
}


ORDER = catalogue_of(
    """
    shuffled_once: In every call all epochs use the same batches. Which line shuffles, and how often does it run?
    fixed_order: In every call the rows come in the order of X. Which line of yours should shuffle them?
    reseeded: Every epoch of every call deals the rows in the same way. Where does that order come from: worked out without a draw, or drawn after the same seed each time?
    few_orders: In every call the epochs use the same few orders, one after the other. Print the order of each epoch in two calls: what is left to chance in it?
    last_uneven: Rows do not land in the last batch equally often. Is every order equally likely? Print the last row of many shuffles.
    uneven: Some ways to deal the rows come more often than others. Is every order equally likely? Print many shuffles of three rows and count.
    epochs_depend: The batches of one epoch depend on those of the epoch before. Does each epoch shuffle all of the rows?
    """,
    kind,
)


def seen_or_dealt(page: str = "", **recognise: Recogniser) -> tuple[Mistake, ...]:
    """What is seen, whatever its cause is. page: what a task asks before it measures lengths."""
    return catalogue_of(
        f"{MISPAIRED}{SEEN}{SHORT}{page}{LENGTHS}{DEALT}{ENDED}{ORDER_OFF}",
        (SEEN_BY | DEALT_BY | recognise).__getitem__,
    )


MINI_BATCH = (
    *ARGUMENTS,
    *ORDER,
    *FORM,
    *BEFORE,
    *flawed(
        f"{FLAWS}{PLAIN_FLAWS}{ROW_PAGE}{BATCH_PAGE}",
        (*SLOPES, *ROW_BY_ROW, *BATCHES, *STARTS, *PLAIN_STEPS),
    ),
    *catalogue_of(EMPTY, empty_batch=empty_batch),
    *NOT_FINITE,
    *seen_or_dealt(),
)
