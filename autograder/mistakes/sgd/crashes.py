"""The exceptions of exercise 2, translated.

A case is an answer whose call ended in an exception. What no entry knows is left to the texts
that any exercise shares.
"""

import re

from autograder.judges.answer import Answer
from autograder.mistakes.arrays import crashes as arrays
from autograder.mistakes.arrays.crashes import misfit
from autograder.mistakes.catalogue import Recognised, Recogniser, catalogue_of
from autograder.mistakes.python.general import crashed

NOT_CALLED = r"\b(np|numpy)\.ones(?!\w|\s*\()"
"""The bare name in a line."""

DESCENT = "stochastic_gradient_descent"
ON_BATCHES = "batch_gradient_descent", "mini_batch_gradient_descent", "adam"
FRACTION = "'(numpy.)?float(64)?' object cannot be interpreted as an integer"
FILE_NAMES = "X|y|X_b|theta|data|xi|yi"
"""Names of the script that a function may not have been given under that name."""
RATE_NAMES = "learning_rate|rate|eta|alpha|lr"


def past_the_end(name: str, axis: str, function: str = "") -> Recogniser:
    """Recognise an index past the last one along an axis, for a function past its rows."""
    pattern = rf"index (-?\d+) is out of bounds for axis {axis} with size ([1-9]\d*)"

    def recognise(answer: Answer) -> Recognised:
        text = answer.crash.text if answer.crash and function in {"", answer.function} else ""
        match = re.search(pattern, text)
        if match is None or (function and int(match[2]) != len(answer.asked[0])):
            return None
        return {name: match[1], "last": int(match[2]) - 1}

    return recognise


def other_number_of_rows(answer: Answer) -> Recognised:
    """Ones and X of different length, in `add_bias`."""
    if answer.function != "add_bias" or answer.crash is None:
        return None
    sizes = re.findall(r"dimension 0.* has size (\d+) .* has size (\d+)", answer.crash.text)
    sizes += re.findall(r"from shape \((\d+),1\) into shape \((\d+),", answer.crash.text)
    m = len(answer.asked[0])
    other = [int(size) for size in (sizes[0] if sizes else ()) if int(size) != m]
    return {"ones": other[0], "m": m} if other else None


def column_of_x(answer: Answer) -> Recognised:
    """As many numbers as X has rows met the two of theta."""
    if answer.crash is None or answer.function != DESCENT:
        return None
    m = len(answer.asked[0])
    pattern = rf"size 2 is different from {m}\)|shapes \((1,)?{m},?\) and \(2,1\) not aligned"
    return m != 2 and bool(re.search(pattern, answer.crash.text))


OWN = catalogue_of(
    """
    not_called: NumPy's ones is a function, and here it was not called. Which shape must it be given?
    not_called_2: That line uses a function where its result is meant. Which name in it lacks its round brackets?
    one_row: One piece has a single row, but this X has more. Print the shape of each piece: which one is it?
    rows_typed_in: One piece has {ones} rows, but this X has {m}.
        | One piece has more or fewer rows than this X. | Take the number of rows from the X you are given.
    flat_ones: One piece has fewer dimensions than the other, such as (m,) beside (m, 1). Print both shapes: which of them is not a column yet?
    brackets: NumPy's c_ and r_ are indexed, not called. Which brackets does an index take?
    brackets_2: Look at the brackets: the pieces go in as one list or tuple, and a shape holds numbers only. Which of the two does that line break?
    brackets_3: Look at the brackets: a shape is one argument. What does the second argument of that function mean?
    rate_unknown: {=name} has no value in point_gradient, which receives xi, yi and theta. A gradient needs no more than these: leave the rate to the step.
    drawn_from_table: NumPy's choice draws from a flat list, not from a table. Draw a row number i, then take row i of X and row i of y: they belong together.
    global_data: {=name} has no value inside your function. Use the function's arguments, or define {=name} in a line above.
    index_out_of_range: Row {row} was asked for; the last one is {last}.
        | A row beyond the last one was asked for. | Print the row numbers that you use. Python's randint includes its upper limit; NumPy's does not.
    index_out_of_range_2: A row beyond the last one was asked for. Print the row numbers that you use. Python's randint includes its upper limit; NumPy's does not.
    index_out_of_range_3: You asked for index {row}. Counting starts at 0, and the last index there is {last}.
        | An index past the last one was asked for, and counting starts at 0. | Print the shape of that array: is it what you expect?
    column_for_row: Column {column} was asked for; the last one is {last}.
        | A column past the last one was asked for. | In the brackets rows come first, then columns: which of the two did you mean?
    column_for_row_2: theta has two entries, but you combine it with one number per row of X. Print that array's shape: is it one row?
    closed_form: A matrix was inverted or a system of equations solved, but that matrix is singular. SGD needs no inverse: it takes small steps, one row at a time.
    shapes: The {shapes} do not fit.
        | The shapes do not fit. | X is a column, (m, 1). Print the shapes in that line: which piece has the wrong one?
    flat_row: A flat row of shape (2,) came in; point_gradient needs (1, 2). What does a single index drop that a slice keeps?
    flat_row_2: The {shapes} do not fit.
        | The shapes do not fit. | Print the shape of xi: a row has (1, 2), and a single index drops one of the two dimensions.
    too_few_columns: In {=owner}, theta has 2 entries, but xi only 1 column. Print the shape of X in train: what does it still need?
    shapes_2: The {shapes} do not fit.
        | The shapes do not fit. | X is (m, n), theta (n, 1) and y (m, 1), in a batch as well. Print the shapes in that line: which two do not fit together?
    shapes_3: The {shapes} do not fit.
        | The shapes do not fit. | A row is (1, n), theta (n, 1), an error (1, 1). Print the shapes in that line: which two do not fit together?
    whole_number_theta: An array of whole numbers cannot take a fraction. (The arguments of a check are always decimals.) Which array of yours begins with whole numbers?
    recursion: Calls are nested too deeply: a function calls itself endlessly, or once for every step, and Python stops at about 1,000. What repeats steps without nested calls?
    numbers_exchanged: Your descent needs a whole number of epochs and was given a decimal. In which order does its def line list the rate and the number of epochs?
    fraction_of_steps: This line needs a whole number but got a decimal. Print it: is it the argument you think it is, or the result of a division?
    array_for_number: A row number must be a whole number, and this line has another thing in its place. Print its type: where does it come from?
    empty_draw: The draw had nothing to choose from. How large is its upper limit at that moment?
    """,
    not_called=crashed("dimension|unction", source=NOT_CALLED, function="add_bias"),
    not_called_2=crashed(
        r"(?<!attribute )'(builtin_function_or_method|function|method)'"
        "|non-iterable (function|method)"
    ),
    one_row=lambda answer: (
        answer.function == "add_bias"
        and other_number_of_rows(answer) == {"ones": 1, "m": len(answer.asked[0])}
    ),
    rows_typed_in=other_number_of_rows,
    flat_ones=crashed(
        "must have same number of dimensions|axis 1 is out of bounds for array of dimension 1",
        function="add_bias",
    ),
    brackets=crashed("'[CR]Class' object is not callable"),
    brackets_2=crashed(
        r"stack\w*\(\) takes (from )?1 .*positional argument.* given|only integer scalar arrays can be converted|multiple values for argument 'axis'"
        "|'(list|tuple)' object cannot be interpreted",
        function="add_bias",
    ),
    brackets_3=crashed(r"Cannot interpret '\d+' as a data type|data type '?\d"),
    rate_unknown=crashed(
        rf"name '(?P<name>{RATE_NAMES})' is not defined",
        kind="NameError",
        function="point_gradient",
        owner=f"point_gradient|{DESCENT}",
    ),
    drawn_from_table=crashed("a must be 1-dimensional"),
    global_data=crashed(rf"name '(?P<name>{FILE_NAMES})' is not defined", kind="NameError"),
    index_out_of_range=past_the_end("row", "0", DESCENT),
    index_out_of_range_2=crashed("list index out of range", function=DESCENT),
    index_out_of_range_3=past_the_end("row", "0"),
    column_for_row=past_the_end("column", "1"),
    column_for_row_2=column_of_x,
    closed_form=crashed("Singular matrix"),
    shapes=lambda answer: answer.function == "add_bias" and misfit(answer),
    flat_row=crashed(
        r"shapes \(2,\) and \(1,\) not aligned",
        source=r"\bxi\.T\b",
        function=DESCENT,
        owner="point_gradient",
    ),
    flat_row_2=lambda answer: (
        crashed(r"size 1 is different from 2\)", source=r"\bxi\.T\b", function=DESCENT)(answer)
        and misfit(answer)
    ),
    too_few_columns=crashed(
        r"size 2 is different from 1\)|shapes \((1,)?1,?\) and \(2,1\) not aligned",
        source=r"\bxi(\s*@\s*|, *|\.dot\()theta\b",
        function="train",
        owner=f"point_gradient|{DESCENT}",
    ),
    shapes_2=lambda answer: answer.function in ON_BATCHES and misfit(answer),
    shapes_3=misfit,
    whole_number_theta=crashed(r"Cannot cast ufunc '.*' output from .* to dtype\('u?int"),
    recursion=lambda answer: (
        answer.function in {"train", DESCENT} and crashed(kind="RecursionError")(answer)
    ),
    numbers_exchanged=crashed(FRACTION, source="epoch", function="train", owner=DESCENT),
    fraction_of_steps=crashed(FRACTION),
    array_for_number=crashed(
        r"slice indices must be integers|list indices must be|can only concatenate list"
        r"|only integers, slices|index must be an integer",
        function=DESCENT,
    ),
    empty_draw=crashed("high <= 0|low >= high|empty range|cannot be empty|must be non-empty"),
)
CRASHES = (*OWN, *arrays.CRASHES)
