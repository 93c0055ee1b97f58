"""The mistakes of 2.3 in the formula of a step, and in how steps change along the way."""

from __future__ import annotations

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.sgd import identical_rows, single_step, step_lengths
from autograder.mistakes.sgd.readings import (
    alone,
    anything,
)

SINGLE_STEP: tuple[Mistake, ...] = (
    Mistake(
        "swapped",
        "The entries of theta are exchanged: which comes first, bias or slope?",
        identical_rows.is_swapped,
    ),
    Mistake(
        "rounded",
        "theta was rounded to {decimals} decimals: who needs it short, the reader or the next step?",
        identical_rows.decimals_kept,
        without="theta was rounded: who needs it short, the reader or the next step?",
    ),
    Mistake(
        "own_scale",
        "On equal rows your function sees x as 0, as after centring. "
        "Which theta belongs to X as it was given?",
        identical_rows.sees_no_x,
    ),
    Mistake(
        "gradient_returned",
        "That is the slope at the last step. Where has the walk arrived?",
        single_step.returns_gradient,
    ),
    Mistake(
        "bias_only",
        "Only the {moves} moves. What moves the {rests}?",
        alone(0),
        words=("moves", "rests"),
    ),
    Mistake(
        "slope_only",
        "Only the {moves} moves. What moves the {rests}?",
        alone(1),
        words=("moves", "rests"),
    ),
    Mistake(
        "bias_sign",
        "The slope moves the right way, the bias the wrong way. Compare the two signs: "
        "where do they part?",
        single_step.reverses_bias,
    ),
    Mistake(
        "no_xi",
        "Both entries move alike. Which of them should feel a large x more, "
        "and what brings x in after the error?",
        single_step.moves_both_alike,
    ),
    Mistake(
        "one_after_the_other",
        "theta[{second}] moves as if the error had been taken again after theta[{first}] moved. "
        "Both belong to one and the same error: when is it taken?",
        single_step.takes_turns,
        words=("first", "second"),
    ),
    Mistake(
        "precedence",
        "y is subtracted from the finished product, not from the prediction. "
        "In which order does Python work through your line?",
        single_step.subtracts_last,
    ),
    Mistake(
        "weight_decay",
        "Even without any error theta shrinks. "
        "Which term of your gradient does not contain the error?",
        single_step.decays,
    ),
)

ALONG_THE_WALK: tuple[Mistake, ...] = (
    Mistake(
        "learning_rate_ignored",
        "Two calls with different learning_rate walk alike. Which number do you use instead?",
        single_step.ignores_rate,
    ),
    Mistake(
        "accumulated",
        "Every step still carries the gradients before it. "
        "What should the gradient hold when a new row is drawn?",
        step_lengths.accumulates,
    ),
    Mistake(
        "frozen_gradient",
        "All steps are equal although theta moves on. "
        "With which theta should the fifth error be computed?",
        step_lengths.is_frozen,
    ),
    Mistake(
        "averaged",
        "A mean of several thetas came back: less noisy, but the task asks for the last. "
        "Which of your thetas is that?",
        step_lengths.averages,
    ),
    Mistake(
        "momentum",
        "Steps 1, 2, 3 .. have {lengths} times the asked length: earlier steps are carried along. "
        "Does the task ask for that?",
        step_lengths.growing,
        without="The steps grow from one to the next: earlier steps are carried along. Does the "
        "task ask for that?",
    ),
    Mistake(
        "learning_rate_changes",
        "Steps 1, 2, 3 .. have {lengths} times the asked length. "
        "Does the task ask for a rate that changes?",
        step_lengths.changing,
        without="The steps shrink from one to the next. Does the task ask for a rate that changes?",
    ),
)

STEP_FORMULA: tuple[Mistake, ...] = (
    Mistake(
        "no_influence",
        "On a single row {name} has no influence on your step. "
        "Which quantities make up the error of a row?",
        single_step.without_influence,
        words=("name",),
    ),
    Mistake(
        "entry_lost",
        "The new {entry} does not set out from the old one. What does a step add itself to?",
        single_step.lost_entry,
        words=("entry",),
    ),
    Mistake(
        "error_sign",
        "{name} enters your error with the wrong sign. "
        "If it grew a little, would the error grow or shrink?",
        single_step.wrong_sign,
        words=("name",),
    ),
    Mistake(
        "uneven_entries",
        "{entry} moves {times} times as far as it should, the other entry is right. "
        "What do the two steps not have in common?",
        single_step.uneven_entries,
        without="{entry} does not move as far as it should, the other entry is right. What do the "
        "two steps not have in common?",
        words=("entry",),
    ),
    Mistake(
        "rate_no_factor",
        "Twice the learning_rate makes {times} times the step. "
        "Where does the rate enter, and what does it multiply?",
        single_step.rate_no_factor,
        without="Twice the learning_rate does not make twice the step. Where does the rate enter, "
        "and what does it multiply?",
    ),
    Mistake(
        "foreign_weight",
        "In the step of {entry}, {name} has {times} times the weight it should have. "
        "Write down prediction, error and step for one row by hand; where do you part?",
        single_step.foreign_weight,
        without="In the step of {entry}, {name} does not have the weight it should have. Write "
        "down prediction, error and step for one row by hand; where do you part?",
        words=("entry", "name"),
    ),
    Mistake(
        "direction",
        "On rows [1, {c}] theta should move by {wanted}; yours moved by {moved}. "
        "Which of the two entries goes astray?",
        single_step.sideways,
        without="theta moves in another direction than it should. Which of the two entries goes "
        "astray?",
    ),
    Mistake(
        "not_proportional",
        "A step is not proportional to its error: lengths {lengths} for errors {errors}. "
        "What besides the error changes from call to call?",
        single_step.unlike_lengths,
        without="A step is not proportional to its error. What besides the error changes from "
        "call to call?",
    ),
    Mistake(
        "step_wrong",
        "On equal rows theta does not end where single-row steps lead. "
        "Work out the first step by hand: where do you part?",
        anything,
    ),
)
