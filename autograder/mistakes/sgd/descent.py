"""The mistakes of task 2.3, `stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs)`.

One catalogue per stage of the probe, which is the case that every recogniser takes. Order matters:
what came back, then the start, a single step, the steps of a run, their rows, their order. Where
several bugs give the same answers, the message names the suspects.
"""

from collections.abc import Callable, Mapping
from functools import partial

from autograder.mistakes.catalogue import Mistake, Recogniser, catalogue_of
from autograder.mistakes.sgd import identical_rows
from autograder.mistakes.sgd.descent_row import ROW, SEVERAL_ROWS, reads_one_row
from autograder.mistakes.sgd.descent_steps import NUMBER, SCALES, STEP_LENGTHS
from autograder.mistakes.sgd.identical_rows import moves_both_alike, near, right_ends


def _found_in(stage: str) -> Callable[[str], Recogniser]:
    """By key: what the judge of a stage names itself."""
    return lambda key: lambda probe: probe.stage(stage).evidence(key)


ANSWER = catalogue_of(
    """
    none: Your function returned None. Which line should return theta, and is it reached?
    x_changed: Your call changes {=name}, which belongs to the caller. In which line does that happen?
    numbers_apart: You returned {count} numbers side by side, but theta is one array.
        | You returned several numbers side by side, but theta is one array. | Where could you put them into a column?
    tuple: You returned a tuple of length {count}.
        | You returned a tuple. | The task asks for theta alone, as one array: is there a comma too many in your return line?
    scalar: A single number, {value}, came back, perhaps the loss.
        | A single number came back, perhaps the loss. | Which of your variables is the theta after the last step?
    path: A collection of length {count} came back, perhaps all the thetas on the way.
        | A collection came back, perhaps all the thetas on the way. | Which of your variables is the theta after the last step?
    grew: theta grew to shape {shape}: a row or a flat array met a column.
        | theta grew: a row or a flat array met a column. | Print the shapes of the row, of its error and of the step; which is not what you expect?
    transposed: theta came back as a row, {shape}.
        | theta came back as a row. | Print its shape before and after each of your lines: which one turns the column into a row?
    three_parameters: theta has {count} entries, the call gave 2.
        | theta has more entries than the call gave. | Has X already got its column of ones?
    list: A plain Python list came back; theta is an array. Which NumPy function makes an array of it?
    float16: An array of float16 came back, and that keeps three digits only. Which line asks for so few?
    integers: theta came back as whole numbers. Print it after the first step and at the end: in which line do its decimals get lost?
    shape: theta came back with the shape {shape}; (2, 1) was given.
        | theta came back with another shape; (2, 1) was given. | In which line does it change?
    not_numbers: You returned {what} in place of an array of numbers.
        | Something other than an array of numbers came back. | Which of your variables is the theta after the last step?
    else shape_2: What came back is not a theta of shape (2, 1). Which of your variables is the theta after the last step?
    """,
    _found_in("answer"),
)

CLOSED_FORM = partial(
    catalogue_of,
    "closed_form: This is the exact least-squares solution. A descent only comes near it, from the theta given. Which of your lines takes a step?",
)

NO_DESCENT = CLOSED_FORM(
    closed_form=lambda probe: identical_rows.solves(probe) and not reads_one_row(probe)
) + catalogue_of(
    """
    error_squared: Twice the error gives four times the step. The loss grows like that. How does its slope grow?
    constant: The same theta comes back whatever X, y and theta are. Which of your lines uses the X and y that your function is given?
    absolute_error: Your step goes the same way whether the prediction is too large or too small. For which of the two should theta be lowered?
    projection: Each step takes the whole error of its row, whatever the learning_rate: a projection onto that row. What should a step multiply the gradient by?
    not_a_number: Even one row and one epoch give nan or infinity (the spread of equal rows is 0). Print the result of each line: where does it begin?
    learning_rate_ignored: Your steps are far too long, and equally long with another learning_rate. What does your step multiply the gradient by?
    overflow: theta ends as infinity or nan: steps are too long, or go uphill. Print the loss after each of the first steps: does it grow?
    own_scale: Where all rows are equal, theta stays as it is; where they differ, it moves, as when X is centred inside. Which theta belongs to X as it was given?
    not_assigned: theta comes back exactly as it was given. Print the row and the step inside your loop: does it print at all, is the row empty, the step 0, or the new theta not stored?
    start_ignored: Two calls with different starts end at the same theta. With which theta does your descent begin?
    start_random: All rows of this call are equal, and still two calls differ. Is the start random, is something kept from the last call, or does a step depend on the position of its row, read past the last row, or contain something random?
    """,
    error_squared=identical_rows.squares_error,
    absolute_error=identical_rows.drops_sign,
    constant=lambda probe: probe.is_constant,
    projection=lambda probe: (
        identical_rows.solves(probe)
        and reads_one_row(probe)
        and not identical_rows.ignores_start(probe)
    ),
    not_a_number=identical_rows.breaks,
    learning_rate_ignored=lambda probe: (
        not probe.shrinkage.is_finite and identical_rows.ignores_rate(probe)
    ),
    overflow=lambda probe: not probe.shrinkage.is_finite,
    own_scale=lambda probe: (
        near(probe.ends, probe.starts)
        and bool(identical_rows.step(probe, probe.orthogonal_rows.small).any())
    ),
    not_assigned=lambda probe: near(probe.ends, probe.starts),
    start_ignored=identical_rows.ignores_start,
    start_random=identical_rows.varies,
)

SINGLE_STEP = catalogue_of(
    """
    no_step: With one row and one epoch theta should move once, but yours stays. Which loop makes no pass, which slice is empty, or which factor is 0?
    swapped: The two entries of theta come back exchanged. Look at the columns of X: which of them belongs to the bias?
    rounded: theta was rounded to {decimals} decimals.
        | theta was rounded. | Which line does that? Round what you print, not what you return or reuse.
    own_scale: On equal rows your steps treat x as 0, as after centring. theta belongs to X as it was given: which line changes X, or leaves it out?
    gradient_returned: You returned a gradient, not a theta. Which of your variables is the theta after the last step?
    bias_only: Only the bias, theta[0], moves. Which of your lines changes the slope, theta[1]? Print what it adds in one step.
    slope_only: Only the slope, theta[1], moves. Which of your lines changes the bias, theta[0]? Print what it adds in one step.
    bias_sign: The slope moves the right way, the bias the wrong way. Put their two updates side by side: which sign does not fit?
    adaptive: Both entries of theta move equally far, and no farther when the error doubles, as with Adam or after clipping. How far should a step go that starts from twice the error?
    sign_of_error: Twice the error makes the same step, as if only its sign counted, or as if the step were clipped. How long should a step be for twice the error?
    no_xi: Both entries of theta move equally far. Which of them should a large x move more, and where does x come in after the error?
    one_after_the_other: theta[{=second}] moves as if its error had been computed after theta[{=first}] moved. Both need one and the same error: where do you compute it?
    precedence: y is subtracted from the finished product, not from the prediction. In which order does Python work through your line?
    theta_lost: The new theta is only the step; the old theta is lost. Read the lines that set and return theta sign by sign: is the step taken off the old theta?
    weight_decay: Besides the right step, theta shrinks or grows by a share of itself. Which term of your gradient does not contain the error?
    learning_rate_ignored: Two calls with different learning_rate give the same theta. Which of your lines uses learning_rate?
    """,
    no_step=lambda probe: not identical_rows.step(probe, identical_rows.ROW).any(),
    swapped=lambda probe: near(probe.ends[:, ::-1], right_ends(probe)),
    rounded=identical_rows.decimals_kept,
    own_scale=identical_rows.sees_no_x,
    gradient_returned=identical_rows.returns_gradient,
    bias_only=lambda probe: identical_rows.moves_alone(probe, 0),
    slope_only=lambda probe: identical_rows.moves_alone(probe, 1),
    bias_sign=identical_rows.reverses_bias,
    adaptive=lambda probe: identical_rows.keeps_length(probe) and moves_both_alike(probe),
    sign_of_error=identical_rows.drops_size,
    no_xi=moves_both_alike,
    one_after_the_other=identical_rows.takes_turns,
    precedence=identical_rows.subtracts_last,
    theta_lost=identical_rows.forgets_theta,
    weight_decay=identical_rows.decays,
    learning_rate_ignored=identical_rows.ignores_rate,
)

STEP_FORMULA = catalogue_of(
    """
    no_influence: On a single row your step does not change with {=name}. Is {=name} missing from your error, or changed before it gets there?
    entry_lost: The new {=entry} does not start from the old one. To what should a step be added?
    jumps: With a learning_rate next to 0 theta should stay at {start}; yours ends at {ended}.
        | With a learning_rate next to 0 theta should stay where it is; yours moves. | What moves theta besides the step?
    error_sign: {=name} enters your error with the wrong sign. If it grew a little, would the error grow or shrink?
    uneven_entries: {=entry} moves by {times} times the right amount; the other entry is right.
        | {=entry} does not move by the right amount; the other entry is right. | Put their two updates side by side: what do they not have in common?
    rate_no_factor: Twice the learning_rate makes {times} times the step.
        | Twice the learning_rate does not make twice the step. | Where does the rate enter, and what does it multiply?
    foreign_weight: In the step of {=entry}, {=name} has {times} times the weight it should have.
        | In the step of {=entry}, {=name} does not have the weight it should have.
        | Write down prediction, error and step for one row by hand. Where does your code first give something else?
    direction: On rows [1, {c}] theta should move by {wanted}; yours moved by {moved}.
        | theta moves in another direction than it should. | Work out both entries by hand: which of the two is off?
    not_proportional: A step is not proportional to its error: lengths {lengths} for errors {errors}.
        | A step is not proportional to its error. | Which part of your step does not grow with the error?
    else step_wrong: On equal rows theta does not end where single-row steps lead. Work out an early step and a late one by hand. Where does your code give something else?
    """,
    no_influence=identical_rows.without_influence,
    entry_lost=identical_rows.lost_entry,
    jumps=identical_rows.jumps,
    error_sign=identical_rows.wrong_sign,
    uneven_entries=identical_rows.uneven_entries,
    rate_no_factor=identical_rows.rate_no_factor,
    foreign_weight=identical_rows.foreign_weight,
    direction=identical_rows.sideways,
    not_proportional=identical_rows.unlike_lengths,
)

ORDER = (
    catalogue_of(
        """
    not_last: In some calls the steps of a whole epoch are missing from theta. Does your descent stop early, or choose among its thetas? The task asks for the one after the last step.
    steps_vary: Some steps ({lost} in all our calls) leave theta where it is.
        | Some steps leave theta where it is. | Three suspects: a slice beyond the last row, a step that is not always taken, or an answer that is not the last theta. Which is it?
    same_row: Every step of every call uses row {row}.
        | Every step of every call uses the same row. | Where does its number come from: typed in, drawn after the same seed each time, or looked up by its values?
    fixed_order: Rows come in the order {order} in every call.
        | Rows come in the same order in every call. | Which line of yours should pick a row at random?
    reseeded: All epochs of all calls visit the rows in the same order. Where does that order come from: worked out without a draw, or drawn after the same seed each time?
    row_per_epoch: Within an epoch every step uses the same row. Where is it drawn: before the loops, in the outer one, or in the inner one?
    cyclic: Only the first row is random; the others follow in order. Which line draws a row, and how often does it run?
    epochs_alike: All epochs of a call visit the same rows in the same order, and others never. Which line draws the rows, and how often does it run?
    row_missing: Row {row} of 0..{last} was never drawn in {draws} draws.
        | At least one row was never drawn. | What are the smallest and the largest index your draw can give?
    uneven: Rows 0 to {last} were drawn {frequencies} times {when}.
        | Rows are not drawn equally often. | Is every row equally likely at every draw?
    few_different: On average only {seen} different rows in {m} draws of a call; {expected} are expected.
        | Too few different rows are drawn in a call. | Print the row numbers of a few calls: can each draw give every row, and all of them equally often?
    successor: Row {follower} follows row {row} in {percent} % of the cases.
        | One row follows another too often. | Is every row equally likely at every draw?
    row_repeated: Steps {first} and {second} of a call read the same row in {percent} % of the calls.
        | Two steps of a call read the same row too often. | Which line draws the rows, and how many steps make use of one draw?
    follows_y: Your choice of rows depends on y or on the errors: when y is reordered, the choice follows. Which line looks at y before it picks a row, or keeps one of several results?
    left_out: In a call of {m} rows and {draws} steps, the row that lies far from the others was never read.
        | In some calls, the row that lies far from the others was never read. | Print the row numbers that your function can draw: is every row of X among them?
    stopped: In a call of {m} rows and {draws} steps, all rows but one had no error, and that one was never read.
        | In some calls, the only row with an error was never read. | Does a step without an error end your descent, or does a call leave rows out?
    uneven_kinds: Of {draws} draws, {seen} fell on {rows} of the {m} rows; about {expected} are expected.
        | Some rows are drawn more often than others, by their place in X or by what they hold.
        | Is every row equally likely, whatever it holds and however many rows there are?
    """,
        _found_in("order"),
    )
    + SEVERAL_ROWS
)

LESSON = CLOSED_FORM(_found_in("lesson")) + catalogue_of(
    """
    lesson_far: theta ended at {ended}; right runs end within 0.62 of the least-squares line [4.215, 2.770].
        | theta ended too far from the least-squares line [4.215, 2.770]; right runs end within 0.62 of it.
        | The 4 and 3 behind the data cannot be met exactly by 100 noisy rows. What does your descent do differently on these rows than on others?
    else lesson_far_2: The lesson's run does not end near its least-squares line [4.215, 2.770]. What does your descent do differently on these rows than on others?
    """,
    _found_in("lesson"),
)

CATALOGUES: Mapping[str, tuple[Mistake, ...]] = {
    "answer": ANSWER,
    "step": (*NO_DESCENT, *SCALES, *SINGLE_STEP, *STEP_LENGTHS, *STEP_FORMULA),
    "number": NUMBER,
    "row": ROW,
    "order": ORDER,
    "lesson": LESSON,
}

NOTES: Mapping[str, str] = {
    "shape_1d": "Right values; the task asks for a column, and yours is flat.",
    "seeded_inside": (
        "Two calls give bit for bit the same answer. "
        "Who should decide about the seed, the function or its caller?"
    ),
    "shuffled_once": "One shuffle serves all epochs; a new one each epoch mixes better.",
    "float32": (
        "Your theta holds fewer digits than NumPy's 16. "
        "Is a number a float32, or a slope measured over a small step?"
    ),
    "data_changed": (
        "After your call, the X and y that came in are in another order. "
        "Shuffle row numbers, or copies, to leave them alone."
    ),
    "theta_changed": (
        "Your caller's theta changes too: the steps work in place. "
        "A copy at the start leaves it alone."
    ),
    "start_elsewhere": (
        "The lesson's run starts at zeros. After 5,000 steps nothing is left of another start."
    ),
    "typed_in": (
        "No run ends exactly on [4, 3]: the least-squares line of these 100 rows is "
        "[4.215, 2.770], and theta scatters around that."
    ),
}
