"""The mistakes of task 2.7, `adam`: those of its steps, beside those of its batches."""

import numpy as np

from autograder.judges.sgd.ends import plain_steps
from autograder.mistakes.catalogue import catalogue_of
from autograder.mistakes.sgd.adam_parts import PARTS, part
from autograder.mistakes.sgd.adam_rules import (
    SUMMED,
    adam_with,
    ahead,
    blend,
    corrected,
    corrected_by,
    corrected_with,
    fed,
    first,
    from_first,
    largest,
    one_array,
    only,
    second,
    shared,
    sized,
    uncorrected,
    uncorrected_square,
    without_theta,
)
from autograder.mistakes.sgd.flawed_rules import SLOPES, STARTS, Flaw, clipped
from autograder.mistakes.sgd.mini_batch import (
    BATCH_PAGE,
    BATCHES,
    EMPTY,
    ORDER,
    empty_batch,
    seen_or_dealt,
)
from autograder.mistakes.sgd.on_batches import (
    ARGUMENTS,
    BEFORE,
    FLAWS,
    FORM,
    GRADIENT_FLAWS,
    NOT_FINITE,
    flawed,
)
from autograder.mistakes.sgd.step_seen import calmed, ends_in_nan, leaps

LINEAR = corrected_by(lambda beta, t: 1 - beta * t)

ADAM_STEPS: tuple[Flaw, ...] = (
    ("plain", {"steps": plain_steps}),
    (
        "uncorrected",
        adam_with(lambda run, mean, square, _t: mean / (np.sqrt(square) + run.epsilon)),
    ),
    (
        "mean_uncorrected",
        adam_with(
            lambda run, mean, square, t: mean / (np.sqrt(second(run, square, t)) + run.epsilon)
        ),
    ),
    ("square_uncorrected", adam_with(uncorrected_square)),
    ("t_stays", adam_with(clock=lambda _run, _epoch, _batch, _made: 1)),
    ("t_per_epoch", adam_with(clock=lambda _run, epoch, _batch, _made: epoch + 1)),
    ("t_restarts", adam_with(clock=lambda _run, _epoch, batch, _made: batch + 1)),
    ("t_counts_rows", adam_with(clock=lambda run, _epoch, _batch, made: (made + 1) * run.size)),
    (
        "t_counts_rows",
        adam_with(
            clock=lambda run, epoch, batch, _made: (
                epoch * run.m + min((batch + 1) * run.size, run.m)
            )
        ),
    ),
    (
        "t_repeats",
        adam_with(clock=lambda run, epoch, batch, _made: epoch * (run.m // run.size) + batch + 1),
    ),
    ("t_from_two", adam_with(clock=lambda _run, _epoch, _batch, made: made + 2)),
    ("t_restarts", adam_with(clock=lambda _run, _epoch, batch, _made: batch + 1, resets=True)),
    ("resets", adam_with(resets=True)),
    (
        "epsilon_inside",
        adam_with(
            lambda run, mean, square, t: (
                first(run, mean, t) / np.sqrt(second(run, square, t) + run.epsilon)
            )
        ),
    ),
    (
        "epsilon_before",
        adam_with(
            lambda run, mean, square, t: (
                first(run, mean, t) / (np.sqrt(square) + run.epsilon) * np.sqrt(1 - run.beta2**t)
            )
        ),
    ),
    (
        "epsilon_before",
        adam_with(
            lambda run, mean, square, t: (
                first(run, mean, t) / np.sqrt(second(run, square + run.epsilon, t))
            )
        ),
    ),
    ("epsilon_typed_in", adam_with(epsilon=1e-8)),
    ("epsilon_typed_in", adam_with(epsilon=0.0)),
    ("betas_exchanged", adam_with(betas=lambda run: (run.beta2, run.beta1))),
    ("betas_typed_in", adam_with(betas=lambda _run: (0.9, 0.999))),
    ("shares_exchanged", adam_with(update=shared(lambda own, _other: (1 - own, own)))),
    ("shares_exchanged", adam_with(betas=lambda run: (1 - run.beta1, 1 - run.beta2))),
    ("share_missing", adam_with(update=shared(lambda own, _other: (own, 1.0)))),
    *(
        (key, adam_with(update=only(which, shared(law))))
        for key, law in (
            ("shares_mixed", lambda own, other: (own, 1 - other)),
            ("shares_mixed", lambda own, other: (other, 1 - own)),
            ("share_missing", lambda own, _other: (own, 1.0)),
        )
        for which in (0, 1)
    ),
    *(
        ("summed", adam_with(law, update=update))
        for update in (SUMMED, only(1, SUMMED))
        for law in (corrected, uncorrected_square)
    ),
    ("one_beta", adam_with(betas=lambda run: (run.beta1, run.beta1))),
    ("one_beta", adam_with(betas=lambda run: (run.beta2, run.beta2))),
    ("one_array", adam_with(update=one_array)),
    ("not_squared", adam_with(update=fed(lambda slope, _mean: slope))),
    ("not_squared", adam_with(update=fed(lambda slope, _mean: np.abs(slope)))),
    ("other_squares", adam_with(update=fed(lambda _slope, mean: mean**2))),
    ("other_squares", adam_with(update=fed(lambda slope, mean: (slope - mean) ** 2))),
    ("square_of_norm", adam_with(update=fed(lambda slope, _: (slope**2).sum(1, keepdims=True)))),
    ("square_of_norm", adam_with(update=fed(lambda slope, _: (slope**2).mean(1, keepdims=True)))),
    (
        "root_missing",
        adam_with(
            lambda run, mean, square, t: (
                first(run, mean, t) / (second(run, square, t) + run.epsilon)
            )
        ),
    ),
    (
        "no_square",
        adam_with(lambda run, mean, _square, t: first(run, mean, t)),
    ),
    ("no_square", adam_with(lambda _run, mean, _square, _t: mean)),
    *(
        ("no_mean", adam_with(law, update=lambda run, _m, v, g: (g, blend(run.beta2, v, g**2))))
        for law in (
            lambda run, slope, square, t: slope / (np.sqrt(second(run, square, t)) + run.epsilon),
            lambda run, slope, square, _t: slope / (np.sqrt(square) + run.epsilon),
        )
    ),
    (
        "root_first",
        adam_with(
            lambda run, mean, square, t: (
                first(run, mean, t) / (second(run, np.sqrt(square), t) + run.epsilon)
            )
        ),
    ),
    *(
        ("correction_of_other", adam_with(corrected_with(betas)))
        for betas in (
            lambda run: (run.beta1, run.beta1),
            lambda run: (run.beta2, run.beta2),
            lambda run: (run.beta2, run.beta1),
        )
    ),
    ("correction_off", corrected_by(lambda beta, t: 1 / (1 - beta**t))),
    ("correction_off", LINEAR),
    ("correction_off", corrected_by(lambda beta, t: beta**t)),
    ("correction_off", corrected_by(lambda beta, t: (1 - beta) ** t)),
    ("epsilon_not_added", sized(lambda run, root: root * run.epsilon)),
    ("epsilon_not_added", sized(lambda run, root: np.maximum(root, run.epsilon))),
    *(
        ("epsilon_outside", adam_with(law))
        for law in (
            lambda run, mean, square, t: (
                first(run, mean, t) / np.sqrt(second(run, square, t)) - run.epsilon / run.rate
            ),
            lambda run, mean, square, t: (
                first(run, mean, t) / np.sqrt(second(run, square, t)) + run.epsilon
            ),
        )
    ),
    ("updated_late", adam_with(seen=lambda old, _new: old)),
    ("updated_late", adam_with(seen=lambda old, new: (old[0], new[1]))),
    ("updated_late", adam_with(seen=lambda old, new: (new[0], old[1]))),
    ("begin_elsewhere", adam_with(begin=(np.zeros(1), np.ones(1)))),
    ("begin_elsewhere", adam_with(begin=(np.ones(1), np.ones(1)))),
    ("begin_elsewhere", adam_with(update=from_first(0))),
    ("begin_elsewhere", adam_with(update=from_first(0, 1))),
    ("stored_corrected", adam_with(stores=True)),
    ("maximum", largest(second, uncorrected)),
    ("maximum", largest(uncorrected, second)),
    ("maximum", largest(uncorrected, uncorrected)),
    (
        "maximum",
        adam_with(
            lambda run, mean, square, t: first(run, mean, t) / (square + run.epsilon),
            update=lambda run, mean, square, slope: (
                blend(run.beta1, mean, slope),
                np.maximum(run.beta2 * square, np.abs(slope)),
            ),
        ),
    ),
    ("ahead", ahead(0)),
    ("ahead", ahead(1)),
    *(("clipped", clipped(bound, whole)) for bound in (1.0, 5.0) for whole in (True, False)),
    ("theta_lost", {"steps": without_theta}),
    ("learning_rate_ignored", adam_with(rate=lambda _run: 0.001)),
    ("learning_rate_ignored", adam_with(rate=lambda _run: 0.01)),
)


STEP_PAGE = """
    plain: Your steps go along the gradient itself, as without Adam. Where do the two running means come in?
    uncorrected: Neither running mean is corrected, so your first steps have another length. Both means start at 0: how far are they from a gradient that stays the same?
    mean_uncorrected: The mean of the gradients is not corrected, or its correction has no effect. It starts at 0, too: which line should enlarge it?
    square_uncorrected: The mean of the squares is not corrected, or its correction has no effect. It starts at 0, too: which line should enlarge it?
    t_stays: Your corrections stay as strong as in the first step. Which line counts the steps, and where does a correction use that count?
    t_per_epoch: Your t counts epochs. It should count steps: in which loop does it grow?
    t_restarts: Your t starts over in each epoch. It should count the steps of the whole run: before which loop is it set?
    t_counts_rows: Your t grows by the rows of a batch from step to step. What should it count?
    t_repeats: Where a last batch is short, your t has the same number more than once. Print t in every step of two epochs: does it count 1, 2, 3 and on?
    t_from_two: In the first step your t is already 2. Where does it start, and where does it grow?
    resets: Your running means begin at 0 in each epoch. They should go on: before which loop are they set?
    epsilon_inside: Your epsilon is under the root. It is added to the root: which bracket closes too late?
    epsilon_before: Your epsilon is added before the mean of the squares is corrected. In which order does the task name the two?
    epsilon_typed_in: Your step does not use the epsilon that it is given. Which number is used instead?
    betas_exchanged: You swapped beta1 and beta2 in the running means. Which one belongs to the gradients, and which one to the squares?
    betas_typed_in: Your running means use 0.9 and 0.999, whatever beta1 and beta2 are. Which lines use the arguments?
    shares_exchanged: Your running means keep the share that should be new. Which share of the old mean is kept?
    share_missing: A running mean of yours grows beyond what goes into it, because its old and its new share add up to more than 1. What must the two shares add up to?
    shares_mixed: In one running mean the old share and the new one do not add up to 1. Which beta is in each half of that line?
    summed: A running mean of yours only adds up, and keeps all that came before. Which shares of the old mean and of the new gradient should it take?
    one_array: Your two running means are one and the same array, so a change of one changes the other. How many arrays does the line that sets them make?
    one_beta: Both running means use one and the same beta. Which beta does each need?
    not_squared: Your second mean is one of gradients, not of squares. Which power goes into it?
    other_squares: Your second mean averages the squares of something other than the gradient. Print what you square there: is it the gradient of this batch?
    square_of_norm: Your second mean holds one number for all entries. Each entry of theta has its own: where are the entries added up?
    root_missing: You divide by the mean of the squares itself. Which operation makes a length of it?
    no_square: Your step does not divide by the size of the gradients. Where does the mean of the squares come in?
    no_mean: Your step goes along the last gradient alone. Where does the running mean of the gradients come in?
    root_first: You take the root of v before v is corrected. In which order does the task name the two?
    correction_of_other: A correction of yours uses the beta of the other mean. Which beta belongs to each of the two?
    correction_off: Both means are corrected, but not as asked. For a beta of 0.5, print what becomes of a mean of 1 in steps 1 and 2: is it 2, then 4/3?
    epsilon_not_added: You use epsilon, but you do not add it to the root. What do you do with it instead?
    epsilon_outside: Your epsilon is not part of what you divide by. Python divides before it adds: which brackets does that line need?
    updated_late: Your step uses a running mean from before this gradient. In which order do your lines update, correct and step?
    begin_elsewhere: A running mean of yours does not begin at 0. Which number does it start with, before the first gradient?
    stored_corrected: The corrected means go on into the next step. They serve one step only: under which names do you store them?
    maximum: You take a maximum of sizes, as Adam's relatives AMSGrad and AdaMax do. Adam divides by the root of the running mean of the squares itself: which line takes the maximum?
    ahead: Your step adds the newest gradient to the corrected mean, as in Nadam, a variant of Adam. Adam itself uses the corrected mean alone: what else is in that line?
    clipped: Your gradient is cut down where it is large. The running means take it as it is: which line limits it?
    theta_lost: The new theta is only the step; the old theta is lost. Read the line that sets theta sign by sign: is the step taken off the old theta?
    learning_rate_ignored: Your step does not use the learning_rate that it is given. Which number is used instead?
"""

PARTS_PAGE = """
    second_input: Your m is right. But your first step is wrong even with a beta2 of almost 0, where the corrected v should be the gradient squared. Print both there: if they agree, look at the root and at epsilon.
    second_start: Your m is right, and with a beta2 of almost 0 so is your first step. With another beta2 it is not: v starts at 0, so which share does it take in, and what corrects that?
    second_memory: Your m is right, and so is your first step. In later ones v is not: which share of the old v is kept, and by what do you correct v in step 2?
    first_input: Your first step is wrong even with a beta1 of almost 0, where the corrected m should be the gradient, and with an epsilon so large that v does not count. Print both there: if they agree, look at the line that sets theta.
    first_start: With a beta1 of almost 0, m is right in the first step. With another beta1 it is not: m starts at 0, so which share does it take in, and what corrects that?
    first_memory: Your m is right in the first step, and not in later ones: which share of the old m is kept, and by what do you correct m in step 2?
"""

ADAM = (
    *ARGUMENTS,
    *ORDER,
    *catalogue_of(
        """
        correction_below_zero: The number that corrects a mean falls below 0 in later steps, so the root of v is nan. Print that number for a beta of 0.9 in steps 1, 2 and 3: should it grow or shrink?
        """,
        correction_below_zero=lambda case: ends_in_nan(case) and calmed(case, LINEAR),
    ),
    *FORM,
    *BEFORE,
    *flawed(
        f"{STEP_PAGE}{GRADIENT_FLAWS}{FLAWS}{BATCH_PAGE}", (*ADAM_STEPS, *SLOPES, *BATCHES, *STARTS)
    ),
    *catalogue_of(EMPTY, empty_batch=empty_batch),
    *NOT_FINITE,
    *catalogue_of(
        """
        leaps: A first step of yours is {times} times as long as learning_rate, and with Adam it is never longer than that.
            | A first step of yours is far longer than learning_rate, and with Adam it never is. | Print what you divide by: is something taken off it, so that almost nothing is left?
        """,
        leaps=leaps,
    ),
    *seen_or_dealt(PARTS_PAGE, **{name: part(name) for name in PARTS}),
)
