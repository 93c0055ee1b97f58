"""
The mistakes of task 2.3, `stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs)`.

One catalogue per stage of the examination, which is the case that every recogniser takes. Order
matters: what came back, then the start, a single step, the steps of a walk, their rows, their
order. Where several bugs give the same answers, the message names the suspects.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autograder.judges.sgd.experiments import Setting
from autograder.judges.sgd.probe import SgdProbe, Stage
from autograder.judges.sgd.steps import read_progress
from autograder.mistakes.catalogue import Mistake, Recognised
from autograder.mistakes.sgd import batch_size as landings
from autograder.mistakes.sgd import single_step as lone_step
from autograder.mistakes.sgd import start as starts
from autograder.mistakes.sgd import step_lengths as strides
from autograder.mistakes.sgd.crashes import says

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
    return not landings.reads_one_row(exam) and not landings.reads_all_rows(exam)


def collects_in_sum(exam: SgdProbe) -> Recognised:
    return collects(exam) if scaled("times_m")(exam) else None


def adds_up_rows(exam: SgdProbe) -> Recognised:
    return scaled("times_m")(exam) if landings.reads_all_rows(exam) else None


def once_per_epoch(*, all_rows: bool) -> Recogniser:
    def recognise(exam: SgdProbe) -> Recognised:
        reads = landings.reads_all_rows if all_rows else landings.reads_one_row
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
        return {"m": exam.kinds.small.m} if landings.reads_full_batch(exam) else None

    return recognise


def mixes_rows(exam: SgdProbe) -> Recognised:
    """Theta moved on the exact line: not by batches that aim at the mean of y."""
    found = came_back("moves", "row")(exam)
    return landings.stands_on_level(exam) if found is not None else None


def broadcasts(exam: SgdProbe) -> Recognised:
    return came_back("moves", "row")(exam) is not None and landings.aims_at_mean(exam)


def alone(entry: int) -> Recogniser:
    names = ("bias", "slope")

    def recognise(exam: SgdProbe) -> Recognised:
        if not lone_step.moves_alone(exam, entry):
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

ANSWER: tuple[Mistake, ...] = (
    Mistake(
        "none",
        "Your function returned None. The walk took place; what is handed back at its end?",
        came_back("none"),
    ),
    Mistake(
        "x_changed",
        "Your call changes the values in {name}, so the answer belongs to other data. "
        "Whose {name} is it?",
        came_back("x_changed"),
        words=("name",),
    ),
    Mistake(
        "tuple",
        "You returned {count} things; the task asks for theta alone. "
        "Which of them is theta after the last step?",
        came_back("tuple"),
        without="You returned a tuple; the task asks for theta alone. Which entry of it is theta "
        "after the last step?",
    ),
    Mistake(
        "scalar",
        "A single number, {value}, came back, perhaps the loss. "
        "Which of your variables is the theta after the last step?",
        came_back("scalar"),
        without="A single number came back, perhaps the loss. Which of your variables is the "
        "theta after the last step?",
    ),
    Mistake(
        "path",
        "{count} thetas or parts came back at once. "
        "Which of your variables is the theta after the last step?",
        came_back("path"),
        without="Several thetas or parts came back at once. Which of your variables is the theta "
        "after the last step?",
    ),
    Mistake(
        "grew",
        "theta grew to {shape}: a flat row met a column. "
        "Print the shapes of row, error and gradient; which is not what you expect?",
        came_back("grew"),
        without="theta grew: a flat row met a column. Print the shapes of row, error and "
        "gradient; which is not what you expect?",
    ),
    Mistake(
        "transposed",
        "theta came back lying down, {shape}: which shape was given?",
        came_back("transposed"),
        without="theta came back lying down: which shape was given?",
    ),
    Mistake(
        "three_parameters",
        "theta has {count} entries, the call gave 2. Has X already got its column of ones?",
        came_back("three_parameters"),
        without="theta has more entries than the call gave. Has X already got its column of ones?",
    ),
    Mistake(
        "integers",
        "theta came back as whole numbers: where do its fractions get lost?",
        came_back("integers"),
    ),
    Mistake(
        "shape",
        "theta came back with the shape {shape}; (2, 1) was given. In which line does it change?",
        came_back("shape"),
        without="theta came back with another shape; (2, 1) was given. In which line does it "
        "change?",
    ),
    Mistake(
        "not_numbers",
        "{what} came back instead of an array of numbers. What is handed back at the end?",
        came_back("not_numbers"),
        without="Something other than an array of numbers came back. What is handed back at the "
        "end?",
    ),
    Mistake(
        "shape",
        "What came back is no theta of shape (2, 1). What is handed back at the end?",
        anything,
    ),
)

NOT_A_WALK: tuple[Mistake, ...] = (
    Mistake(
        "error_squared",
        "Twice the error gives four times the step. So grows the loss; "
        "how does its derivative grow?",
        lone_step.squares_error,
    ),
    Mistake(
        "constant",
        "The answer does not depend on what your function is given. "
        "On other data, what should change?",
        starts.is_constant,
    ),
    Mistake(
        "closed_form",
        "This is the exact least-squares solution. The walk tends towards it; the task is the "
        "walk, from the theta given. Which of your lines takes a step?",
        starts.solves,
    ),
    Mistake(
        "overflow",
        "theta overflowed: steps far too long, or uphill. "
        "Does the loss grow from the first step on?",
        starts.overflows,
    ),
    Mistake(
        "not_assigned",
        "theta comes back exactly as given. The step is computed; where does its result go?",
        starts.stays,
    ),
    Mistake(
        "start_ignored",
        "Two calls with different starts end at the same theta. "
        "With which theta does your walk begin?",
        starts.ignores_start,
    ),
    Mistake(
        "start_random",
        "All rows are equal, so their order cannot matter, and still two calls differ. "
        "What else is random?",
        starts.varies,
    ),
)

SCALES: tuple[Mistake, ...] = (
    Mistake("collected", COLLECTED, collects_in_sum),
    Mistake("sum_batch", SUM_OF_ROWS, adds_up_rows, without=SUM_OF_ALL),
    Mistake(
        "uphill",
        "Steps have the wrong direction: the loss grows. Take a prediction that is too small: "
        "which way must theta go, and which way does yours?",
        scaled("uphill"),
    ),
    Mistake(
        "half",
        "Every step is exactly half as long as asked. You would be right for 1/2 error^2; "
        "which factor does differentiating error^2 leave?",
        scaled("half"),
    ),
    Mistake(
        "double",
        "Every step is exactly twice as long as asked. "
        "How often does the 2 of the derivative occur on the way to theta?",
        scaled("double"),
    ),
    Mistake(
        "over_m",
        "With {m} rows your steps are {m} times too short. "
        "A mean over m rows needs a division; how many rows does one step look at?",
        scaled("over_m"),
        without="Your steps are too short, by the number of rows. A mean over m rows needs a "
        "division; how many rows does one step look at?",
    ),
    Mistake(
        "over_2m",
        "With {m} rows your steps are {twice_m} times too short: one factor belongs to batch "
        "descent, another is lost in differentiating. Which rows would the first one average?",
        scaled("over_2m"),
        without="Your steps are too short, by twice the number of rows: one factor belongs to "
        "batch descent, another is lost in differentiating. Which rows would the first one "
        "average?",
    ),
    Mistake(
        "times_m",
        "With {m} rows your steps are {m} times too long. "
        "Should a single-row step know the number of rows?",
        scaled("times_m"),
        without="Your steps are too long, by the number of rows. Should a single-row step know "
        "the number of rows?",
    ),
    Mistake(
        "rate_squared",
        "Half the learning_rate makes your step four times shorter. How often is it applied?",
        scaled("rate_squared"),
    ),
    Mistake(
        "scale_wrong",
        "Every step is {h} times as long as asked. Which constant on the way from the error to "
        "theta does not belong there?",
        scaled("scale_wrong"),
        without="Every step is off by the same factor. Which constant on the way from "
        "the error to theta does not belong there?",
    ),
)

SINGLE_STEP: tuple[Mistake, ...] = (
    Mistake(
        "swapped",
        "The entries of theta are exchanged: which comes first, bias or slope?",
        starts.is_swapped,
    ),
    Mistake(
        "rounded",
        "theta was rounded to {decimals} decimals: who needs it short, the reader or the next step?",
        starts.decimals_kept,
        without="theta was rounded: who needs it short, the reader or the next step?",
    ),
    Mistake(
        "own_scale",
        "On equal rows your function sees x as 0, as after centring. "
        "Which theta belongs to X as it was given?",
        starts.sees_no_x,
    ),
    Mistake(
        "gradient_returned",
        "That is the slope at the last step. Where has the walk arrived?",
        lone_step.returns_gradient,
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
        lone_step.reverses_bias,
    ),
    Mistake(
        "no_xi",
        "Both entries move alike. Which of them should feel a large x more, "
        "and what brings x in after the error?",
        lone_step.moves_both_alike,
    ),
    Mistake(
        "one_after_the_other",
        "theta[{second}] moves as if the error had been taken again after theta[{first}] moved. "
        "Both belong to one and the same error: when is it taken?",
        lone_step.takes_turns,
        words=("first", "second"),
    ),
    Mistake(
        "precedence",
        "y is subtracted from the finished product, not from the prediction. "
        "In which order does Python work through your line?",
        lone_step.subtracts_last,
    ),
    Mistake(
        "weight_decay",
        "Even without any error theta shrinks. "
        "Which term of your gradient does not contain the error?",
        lone_step.decays,
    ),
)

ALONG_THE_WALK: tuple[Mistake, ...] = (
    Mistake(
        "learning_rate_ignored",
        "Two calls with different learning_rate walk alike. Which number do you use instead?",
        lone_step.ignores_rate,
    ),
    Mistake(
        "accumulated",
        "Every step still carries the gradients before it. "
        "What should the gradient hold when a new row is drawn?",
        strides.accumulates,
    ),
    Mistake(
        "frozen_gradient",
        "All steps are equal although theta moves on. "
        "With which theta should the fifth error be computed?",
        strides.is_frozen,
    ),
    Mistake(
        "averaged",
        "A mean of several thetas came back: less noisy, but the task asks for the last. "
        "Which of your thetas is that?",
        strides.averages,
    ),
    Mistake(
        "momentum",
        "Steps 1, 2, 3 .. have {lengths} times the asked length: earlier steps are carried along. "
        "Does the task ask for that?",
        strides.growing,
        without="The steps grow from one to the next: earlier steps are carried along. Does the "
        "task ask for that?",
    ),
    Mistake(
        "learning_rate_changes",
        "Steps 1, 2, 3 .. have {lengths} times the asked length. "
        "Does the task ask for a rate that changes?",
        strides.changing,
        without="The steps shrink from one to the next. Does the task ask for a rate that changes?",
    ),
)

STEP_FORMULA: tuple[Mistake, ...] = (
    Mistake(
        "no_influence",
        "On a single row {name} has no influence on your step. "
        "Which quantities make up the error of a row?",
        lone_step.without_influence,
        words=("name",),
    ),
    Mistake(
        "entry_lost",
        "The new {entry} does not set out from the old one. What does a step add itself to?",
        lone_step.lost_entry,
        words=("entry",),
    ),
    Mistake(
        "error_sign",
        "{name} enters your error with the wrong sign. "
        "If it grew a little, would the error grow or shrink?",
        lone_step.wrong_sign,
        words=("name",),
    ),
    Mistake(
        "uneven_entries",
        "{entry} moves {times} times as far as it should, the other entry is right. "
        "What do the two steps not have in common?",
        lone_step.uneven_entries,
        without="{entry} does not move as far as it should, the other entry is right. What do the "
        "two steps not have in common?",
        words=("entry",),
    ),
    Mistake(
        "rate_no_factor",
        "Twice the learning_rate makes {times} times the step. "
        "Where does the rate enter, and what does it multiply?",
        lone_step.rate_no_factor,
        without="Twice the learning_rate does not make twice the step. Where does the rate enter, "
        "and what does it multiply?",
    ),
    Mistake(
        "foreign_weight",
        "In the step of {entry}, {name} has {times} times the weight it should have. "
        "Write down prediction, error and step for one row by hand; where do you part?",
        lone_step.foreign_weight,
        without="In the step of {entry}, {name} does not have the weight it should have. Write "
        "down prediction, error and step for one row by hand; where do you part?",
        words=("entry", "name"),
    ),
    Mistake(
        "direction",
        "On rows [1, {c}] theta should move by {wanted}; yours moved by {moved}. "
        "Which of the two entries goes astray?",
        lone_step.sideways,
        without="theta moves in another direction than it should. Which of the two entries goes "
        "astray?",
    ),
    Mistake(
        "not_proportional",
        "A step is not proportional to its error: lengths {lengths} for errors {errors}. "
        "What besides the error changes from call to call?",
        lone_step.unlike_lengths,
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

STEP = (*SCALES, *NOT_A_WALK, *SINGLE_STEP, *ALONG_THE_WALK, *STEP_FORMULA)

NUMBER: tuple[Mistake, ...] = (
    Mistake(
        "one_step",
        "Only one step reaches the answer. Two suspects: a return that comes too early, or every "
        "step setting out from the first theta. Which is it?",
        counted("one_step"),
    ),
    Mistake(
        "one_epoch",
        "Only one epoch of steps reaches the answer ({made} for m={m}, n_epochs={n_epochs}). "
        "Two suspects: a return too early, or theta put back to the start. Which is it?",
        counted("one_epoch"),
        without="Only one epoch of steps reaches the answer. Two suspects: a return too early, or "
        "theta put back to the start. Which is it?",
    ),
    Mistake("collected", COLLECTED, collects),
    Mistake(
        "step_per_epoch",
        "You take {made} steps for {n_epochs} epochs of {m} rows. "
        "How many steps make one epoch, and does theta move in each?",
        once_per_epoch(all_rows=False),
        without="You take one step per epoch. How many steps make one epoch, and does theta move "
        "in each?",
    ),
    Mistake(
        "batch_descent",
        "{made} steps, each from all rows: batch gradient descent. "
        "How many steps does SGD make in an epoch, and from how many rows each?",
        once_per_epoch(all_rows=True),
        without="One step per epoch, each from all rows: batch gradient descent. How many steps "
        "does SGD make in an epoch, and from how many rows each?",
    ),
    Mistake(
        "loop_over_columns",
        "{made} steps for m={m}, n_epochs={n_epochs}: the inner loop runs twice whatever m is. "
        "Which length of X counts rows?",
        counted("loop_over_columns"),
        without="You take two steps per epoch: the inner loop runs twice whatever m is. Which "
        "length of X counts rows?",
    ),
    Mistake(
        "update_per_column",
        "Each drawn row moves the whole theta twice. How often does that line run per row?",
        counted("update_per_column"),
    ),
    Mistake(
        "epoch_too_many",
        "{made} steps instead of {K}: one epoch too many. "
        "Write down the epoch numbers that your loop visits. Which is not asked?",
        counted("epoch_too_many"),
        without="You make one epoch too many. Write down the epoch numbers that your loop visits. "
        "Which is not asked?",
    ),
    Mistake(
        "epoch_too_few",
        "{made} steps instead of {K}: one epoch too few. "
        "Write down the epoch numbers that your loop visits. Which is missing?",
        counted("epoch_too_few"),
        without="You make one epoch too few. Write down the epoch numbers that your loop visits. "
        "Which is missing?",
    ),
    Mistake(
        "epochs_typed_in",
        "Your walk makes {n} epochs whatever n_epochs is. Where does your number of epochs come from?",
        counted("epochs_typed_in"),
        without="Your walk makes the same number of epochs whatever n_epochs is. Where does your "
        "number of epochs come from?",
    ),
    Mistake(
        "rows_typed_in",
        "An epoch of yours has {n} steps whatever the number of rows is. "
        "Where does your number of steps come from?",
        counted("rows_typed_in"),
        without="An epoch of yours has the same number of steps whatever the number of rows is. "
        "Where does your number of steps come from?",
    ),
    Mistake(
        "minibatch",
        "{made} steps for {n_epochs} epoch of {m} rows: each averages several of them. That is "
        "mini-batch descent, a bonus task. How many rows should one step read here?",
        batches,
        without="You take fewer steps than there are rows: each averages several of them. That is "
        "mini-batch descent, a bonus task. How many rows should one step read here?",
    ),
    Mistake(
        "early_stop",
        "The walk stopped after {made} of {asked} steps. The task fixes their number. "
        "What ends your loop?",
        counted("early_stop"),
        without="The walk stopped before its last step. The task fixes the number of steps. What "
        "ends your loop?",
    ),
    Mistake(
        "steps_vary",
        "{min} to {max} steps count instead of {K}, differently in each call. "
        "Which indices can your draw give, and what does a slice beyond the last row hold?",
        loses_steps,
        without="The number of steps that count differs from call to call. Which indices can your "
        "draw give, and what does a slice beyond the last row hold?",
    ),
    Mistake(
        "steps_wrong",
        "{made} steps reach the answer for m={m}, n_epochs={n_epochs}; {K} are asked. "
        "Count the passes of each of your loops. Which loop makes the difference?",
        count_fields,
        without="The number of steps that reach the answer is not the one asked. Count the passes "
        "of each of your loops. Which loop makes the difference?",
    ),
    Mistake(
        "steps_wrong",
        "On equal rows the number of steps is not n_epochs times the number of rows. "
        "Count the passes of each of your loops. Which loop makes the difference?",
        anything,
    ),
)

ROW: tuple[Mistake, ...] = (
    Mistake(
        "broadcast_batch",
        "A column minus a flat array is an (m, m) table: each prediction meets every y. "
        "Print the shape of your error; which did you expect?",
        broadcasts,
    ),
    Mistake(
        "pairing",
        "On noise-free data, started at the exact answer, theta must not move; yours moved by {d}, "
        "and stands still once all y are equal. Does each xi still meet its own yi?",
        mixes_rows,
        without="On noise-free data, started at the exact answer, theta must not move; yours "
        "moved, and stands still once all y are equal. Does each xi still meet its own yi?",
    ),
    Mistake(
        "drift",
        "At the exact answer theta must stand still; yours moves by {d}. "
        "What in your update does not vanish with the error?",
        came_back("moves", "row"),
        without="At the exact answer theta must stand still; yours moves. What in your update "
        "does not vanish with the error?",
    ),
    Mistake(
        "full_batch",
        "Every step reads all {m} rows: batch gradient descent, many times over. "
        "How many rows may one step read?",
        full_batch(summed=False),
        without="Every step reads all rows: batch gradient descent, many times over. How many "
        "rows may one step read?",
    ),
    Mistake("sum_batch", SUM_OF_ROWS, full_batch(summed=True), without=SUM_OF_ALL),
    Mistake(
        "minibatch",
        "Each step averages {size} rows: mini-batch descent, a bonus task. "
        "Here one step reads one row. How many rows should yours read?",
        landings.batch,
        without="Each step averages several rows: mini-batch descent, a bonus task. "
        "Here one step reads one row. How many rows should yours read?",
    ),
    Mistake(
        "steps_wrong",
        "{made} steps reach the answer for m={m}, n_epochs={n_epochs}; {K} are asked. "
        "Are there rows that your walk passes over?",
        landings.other_number,
        without="The number of steps that reach the answer is not the one asked. Are there rows "
        "that your walk passes over?",
    ),
    Mistake("several_rows", SEVERAL_ROWS, anything),
)

ORDER: tuple[Mistake, ...] = (
    Mistake(
        "not_last",
        "Sometimes the theta of an earlier epoch came back. "
        "And what does it cost to read all rows in order to choose?",
        ordered("not_last"),
    ),
    Mistake(
        "steps_vary",
        "{lost} steps of all calls read no row at all. "
        "Which indices can your draw give, and what does a slice beyond the last row hold?",
        ordered("steps_vary"),
        without="Some steps read no row at all. Which indices can your draw give, and what does a "
        "slice beyond the last row hold?",
    ),
    Mistake(
        "same_row",
        "Every step uses row {row}. "
        "What does a generator give after being set to the same seed again and again?",
        ordered("same_row"),
        without="Every step uses the same row. What does a generator give after being set to the "
        "same seed again and again?",
    ),
    Mistake(
        "fixed_order",
        "Rows come in the order {order} in every call. What in your walk is random?",
        ordered("fixed_order"),
        without="Rows come in the same order in every call. What in your walk is random?",
    ),
    Mistake(
        "reseeded",
        "All epochs visit the rows in the same order, in every call. In which loop is the seed set?",
        ordered("reseeded"),
    ),
    Mistake(
        "row_per_epoch",
        "Within an epoch every step uses the same row. In which of the two loops is it drawn?",
        ordered("row_per_epoch"),
    ),
    Mistake(
        "cyclic",
        "Only the first row is random, the others follow in order. Which draws should be random?",
        ordered("cyclic"),
    ),
    Mistake(
        "epochs_alike",
        "All epochs of a call visit the same rows in the same order, some of them never. "
        "In which loop are rows drawn?",
        ordered("epochs_alike"),
    ),
    Mistake(
        "row_missing",
        "Row {row} of 0..{last} was never drawn in {draws} draws. "
        "Which are the smallest and the largest index your draw can give?",
        ordered("row_missing"),
        without="One row was never drawn. Which are the smallest and the largest index your draw "
        "can give?",
    ),
    Mistake(
        "uneven",
        "Rows are not drawn equally often ({frequencies}). "
        "Is every row equally likely at every draw?",
        ordered("uneven"),
        without="Rows are not drawn equally often. Is every row equally likely at every draw?",
    ),
    Mistake(
        "few_different",
        "Only {seen} different rows in {m} draws, {expected} expected. "
        "Is every row equally likely at every draw?",
        ordered("few_different"),
        without="Too few different rows are drawn. Is every row equally likely at every draw?",
    ),
    Mistake(
        "successor",
        "Row {follower} follows row {row} in {percent} % of cases. "
        "Is every row equally likely at every draw?",
        ordered("successor"),
        without="One row follows another too often. Is every row equally likely at every draw?",
    ),
    Mistake("several_rows", SEVERAL_ROWS, anything),
)

LESSON: tuple[Mistake, ...] = (
    Mistake(
        "closed_form",
        "This is the exact least-squares solution. The walk tends towards it; the task is the "
        "walk, from the theta given. Which of your lines takes a step?",
        came_back("closed_form", "lesson"),
    ),
    Mistake(
        "lesson_far",
        "theta ended at {ended}; right walks end within 0.62 of the least-squares line "
        "[4.215, 2.770]. The 4 and 3 behind the data cannot be met exactly by 100 noisy rows. "
        "What does your walk do differently on these rows than on others?",
        came_back("lesson_far", "lesson"),
        without="theta ended too far from the least-squares line [4.215, 2.770]; right walks end "
        "within 0.62 of it. The 4 and 3 behind the data cannot be met exactly by 100 noisy rows. "
        "What does your walk do differently on these rows than on others?",
    ),
    Mistake(
        "lesson_far",
        "The lesson's run does not end near its least-squares line [4.215, 2.770]. "
        "What does your walk do differently on these rows than on others?",
        anything,
    ),
)

CRASHES: tuple[Mistake, ...] = (
    Mistake(
        "array_for_number",
        "A whole array stands where one row number or one count is meant. "
        "Which name in that line holds more than one number?",
        says("only integer scalar arrays can be converted|arrays used as indices must be"),
    ),
    Mistake(
        "array_for_number",
        "A row number must be a whole number, and this line has another thing in its place. "
        "Print its type: where does it come from?",
        says(
            r"slice indices must be integers|list indices must be|can only concatenate list"
            r"|only integers, slices|index must be an integer"
        ),
    ),
    Mistake(
        "number_for_array",
        "A single number stands where an array is meant. "
        "Which name in that line is not what you take it for?",
        says(
            r"'(?P<name>(numpy\.)?(int|float)\w*)' object is not (subscriptable|iterable)"
            r"|object of type '(?P<other>int|float)' has no len"
        ),
    ),
    Mistake(
        "not_callable",
        "Something of type {name} is called like a function. "
        "Which bracket in that line should be another one, or is a name used twice?",
        says(r"'(?P<name>[\w.]+)' object is not callable"),
        without="Something that is not a function is called like one. Which bracket in that line "
        "should be another one, or is a name used twice?",
    ),
    Mistake(
        "empty_draw",
        "The draw had nothing to choose from. How large is its upper limit at that moment?",
        says("high <= 0|low >= high|empty range|cannot be empty|must be non-empty"),
    ),
    Mistake(
        "too_many_indices",
        "An array got more indices than it has dimensions. Print its shape just before that line: "
        "where did it lose one?",
        says("too many indices for array"),
    ),
)

CATALOGUES: Mapping[str, tuple[Mistake, ...]] = {
    "answer": ANSWER,
    "step": STEP,
    "number": NUMBER,
    "row": ROW,
    "order": ORDER,
    "lesson": LESSON,
}

NOTES: Mapping[str, str] = {
    "shape_1d": "Right values; the task asks for a column, and yours is flat.",
    "list_returned": "Right values in a plain list; theta came as a NumPy array.",
    "seeded_inside": (
        "Two calls give bit for bit the same answer. "
        "Who should decide about the seed, the function or its caller?"
    ),
    "shuffled_once": "One shuffle serves all epochs; a new one each epoch mixes better.",
    "float32": "Accurate to 7 digits only; NumPy keeps 16 unless told otherwise.",
    "data_changed": "Your caller's X and y come back in another order.",
    "theta_changed": (
        "Your caller's theta changes too: the steps work in place. "
        "A copy at the start leaves it alone."
    ),
    "typed_in": (
        "No walk ends exactly on [4, 3]: the least-squares line of these 100 rows is "
        "[4.215, 2.770], and theta scatters around that."
    ),
}
