"""The mistakes of 2.3 in the formula of a step, or in no step at all."""

from __future__ import annotations

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.sgd import identical_rows, single_step
from autograder.mistakes.sgd.identical_rows import near, right_ends

SOLVED = (
    "This is the exact least-squares solution. The walk tends towards it; the task is the walk, "
    "from the theta given. Which of your lines takes a step?"
)

NO_DESCENT: tuple[Mistake, ...] = (
    Mistake(
        "error_squared",
        "Twice the error gives four times the step. So grows the loss; "
        "how does its derivative grow?",
        single_step.squares_error,
    ),
    Mistake(
        "constant",
        "The answer does not depend on what your function is given. "
        "On other data, what should change?",
        lambda probe: probe.is_constant,
    ),
    Mistake("closed_form", SOLVED, identical_rows.solves),
    Mistake(
        "overflow",
        "theta overflowed: steps far too long, or uphill. "
        "Does the loss grow from the first step on?",
        lambda probe: not probe.shrinkage.is_finite,
    ),
    Mistake(
        "not_assigned",
        "theta comes back exactly as given. The step is computed; where does its result go?",
        lambda probe: near(probe.ends, probe.starts),
    ),
    Mistake(
        "start_ignored",
        "Two calls with different starts end at the same theta. "
        "With which theta does your walk begin?",
        identical_rows.ignores_start,
    ),
    Mistake(
        "start_random",
        "All rows are equal, so their order cannot matter, and still two calls differ. "
        "What else is random?",
        identical_rows.varies,
    ),
)

SINGLE_STEP: tuple[Mistake, ...] = (
    Mistake(
        "swapped",
        "The entries of theta are exchanged: which comes first, bias or slope?",
        lambda probe: near(probe.ends[:, ::-1], right_ends(probe)),
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
        "Only the bias moves. What moves the slope?",
        lambda probe: identical_rows.moves_alone(probe, 0),
    ),
    Mistake(
        "slope_only",
        "Only the slope moves. What moves the bias?",
        lambda probe: identical_rows.moves_alone(probe, 1),
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
        "{entry} moves {times} times as far as it should, the other entry is right.",
        single_step.uneven_entries,
        without="{entry} does not move as far as it should, the other entry is right.",
        then="What do the two steps not have in common?",
        words=("entry",),
    ),
    Mistake(
        "rate_no_factor",
        "Twice the learning_rate makes {times} times the step.",
        single_step.rate_no_factor,
        without="Twice the learning_rate does not make twice the step.",
        then="Where does the rate enter, and what does it multiply?",
    ),
    Mistake(
        "foreign_weight",
        "In the step of {entry}, {name} has {times} times the weight it should have.",
        single_step.foreign_weight,
        without="In the step of {entry}, {name} does not have the weight it should have.",
        then="Write down prediction, error and step for one row by hand; where do you part?",
        words=("entry", "name"),
    ),
    Mistake(
        "direction",
        "On rows [1, {c}] theta should move by {wanted}; yours moved by {moved}.",
        identical_rows.sideways,
        without="theta moves in another direction than it should.",
        then="Which of the two entries goes astray?",
    ),
    Mistake(
        "not_proportional",
        "A step is not proportional to its error: lengths {lengths} for errors {errors}.",
        single_step.unlike_lengths,
        without="A step is not proportional to its error.",
        then="What besides the error changes from call to call?",
    ),
    Mistake(
        "step_wrong",
        "On equal rows theta does not end where single-row steps lead. "
        "Work out the first step by hand: where do you part?",
    ),
)
