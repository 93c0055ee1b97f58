"""
The exceptions of exercise 2, translated.

A case is an answer whose call ended in an exception. What no entry knows is left to the texts
that any exercise shares.
"""

from __future__ import annotations

import re

from autograder.judges.answer import Answer
from autograder.mistakes.catalogue import Recognised, catalogue_of
from autograder.mistakes.python.general import crashed

SHAPES = re.compile(r"\(\d*,?(?:\d+,?)*\)")
MISFITS = (
    "mismatch in its core dimension|not aligned|could not be broadcast together|could not broadcast"
    "|non-broadcastable output operand|shape mismatch|does not have enough dimensions"
)
NOT_CALLED = r"\b(np|numpy)\.ones(?!\w|\s*\()"
"""The bare name in a line."""

DESCENT = "stochastic_gradient_descent"
FRACTION = "'(numpy.)?float(64)?' object cannot be interpreted as an integer"
FILE_NAMES = "X|y|X_b|theta|data|xi|yi"
"""Names of the script that a function may not have been given under that name."""


def last_row(answer: Answer) -> Recognised:
    text = answer.crash.text if answer.crash else ""
    match = re.search(r"index (-?\d+) is out of bounds for axis 0 with size (\d+)", text)
    return {"row": match[1], "last": int(match[2]) - 1} if match else None


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


def misfit(answer: Answer) -> Recognised:
    """Shapes that do not fit each other; NumPy names them or their sizes."""
    if answer.crash is None or not re.search(MISFITS, answer.crash.text):
        return None
    shapes = SHAPES.findall(answer.crash.text.partition("gufunc signature")[0])
    sizes = re.findall(r"size (\d+) is different from (\d+)", answer.crash.text)
    found = f"shapes {' and '.join(shapes)}" if shapes else ""
    return {"shapes": found or (f"sizes {' and '.join(sizes[0])}" if sizes else "shapes")}


CRASHES = catalogue_of(
    """
    not_called: NumPy's ones is a function, and here it was not called. Which shape must it be given?
    one_row: One piece has a single row, but this X has more. Print the shape of each piece: which one is it?
    rows_typed_in: There are {ones} ones, but this X has {m} rows.
        | There are more or fewer ones than rows. | Where does your function find the number of rows?
    flat_ones: The ones are flat, (m,); X is a column. Which shape do they need?
    brackets: Look at the brackets: this one is indexed, not called.
    brackets_2: Look at the brackets: the pieces go in as one list or tuple.
    brackets_3: Look at the brackets: the pieces go in as one list or tuple. What does the second argument of that function mean?
    brackets_4: Look at the brackets: a shape is one argument. What does the second argument of that function mean?
    global_data: {=name} is no argument of your function. Which names does it receive?
    index_out_of_range: Row {row} was asked for; the last one is {last}.
        | A row beyond the last one was asked for. | Does your random function include its upper limit? Python's and NumPy's differ.
    index_out_of_range_2: A row beyond the last one was asked for. Does your random function include its upper limit? Python's and NumPy's differ.
    column_for_row: A column of X was taken where a row is meant. Which index comes first?
    column_for_row_2: As many numbers as X has rows met the two of theta: a column of X was taken where a row is meant. Which index comes first?
    closed_form: A system of equations was solved, and equal rows make it singular. The exact solution is not asked: the task is the descent, one row at a time.
    shapes: The {shapes} do not fit.
        | The shapes do not fit. | X is a column, (m, 1): which shape do the ones need beside it?
    flat_row: A flat row of shape (2,) came in; point_gradient needs (1, 2). What does a single index drop that a slice keeps?
    flat_row_2: The {shapes} do not fit.
        | The shapes do not fit. | Print the shape of xi; a row has (1, 2). What does a single index drop that a slice keeps?
    too_few_columns: It stopped in {=owner}: there theta has 2 entries, but xi only 1 column. How many columns has the X that train passes on, and how many should it have?
    shapes_2: The {shapes} do not fit.
        | The shapes do not fit. | A row is (1, n), theta (n, 1), an error (1, 1). Print the three shapes just before that line: which one differs?
    one_element: A one-element array is not a number here. (Older NumPy accepts it: same code, other version.) Where does a plain number go in?
    whole_number_theta: theta holds whole numbers and cannot take a fraction. (The calls of a check always pass decimals.) With which numbers does yours begin?
    recursion: Calls are nested too deeply: {function} calls itself without an end, or once for every step, and Python stops at about 1,000. What repeats steps without a call inside a call?
    numbers_exchanged: The number of epochs is a fraction. In which order does your descent take its rate and its number of epochs?
    fraction_of_steps: A count of steps became a fraction: look for a division.
    none_inside: Something that you call returns None. Which of your functions ends without returning its result?
    """,
    not_called=crashed("dimension|unction", source=NOT_CALLED, function="add_bias"),
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
        r"stack\w*\(\) takes (from )?1 .*positional argument.* given",
        kind="TypeError",
        function="add_bias",
    ),
    brackets_3=crashed(
        "only integer scalar arrays can be converted|multiple values for argument 'axis'"
        "|'list' object cannot be interpreted",
        function="add_bias",
    ),
    brackets_4=crashed("Cannot interpret '.*' as a data type|data type '.*' not understood"),
    global_data=crashed(rf"name '(?P<name>{FILE_NAMES})' is not defined", kind="NameError"),
    index_out_of_range=last_row,
    index_out_of_range_2=crashed("list index out of range"),
    column_for_row=crashed(r"index -?\d+ is out of bounds for axis 1"),
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
    shapes_2=misfit,
    one_element=crashed("only (0-dimensional|length-1|size-1) arrays can be converted"),
    whole_number_theta=crashed("Cannot cast ufunc '.*' output from dtype"),
    recursion=lambda answer: (
        answer.function in {"train", DESCENT} and crashed(kind="RecursionError")(answer)
    ),
    numbers_exchanged=crashed(FRACTION, function="train"),
    fraction_of_steps=crashed(FRACTION),
    none_inside=crashed(
        r"unsupported operand type\(s\) for .*NoneType|'NoneType' object is not"
        r"|argument of type 'NoneType'"
    ),
)

DESCENT_CRASHES = catalogue_of(
    """
    array_for_number: A whole array stands where one row number or one count is meant. Which name in that line holds more than one number?
    array_for_number_2: A row number must be a whole number, and this line has another thing in its place. Print its type: where does it come from?
    number_for_array: A single number stands where an array is meant. Which name in that line is not what you take it for?
    not_callable: Something of type {name} is called like a function.
        | Something that is not a function is called like one. | Is one of the brackets the wrong kind, or is a name used for two things?
    empty_draw: The draw had nothing to choose from. How large is its upper limit at that moment?
    too_many_indices: An array got more indices than it has dimensions. Print its shape just before that line: where did it lose one?
    """,
    array_for_number=crashed(
        "only integer scalar arrays can be converted|arrays used as indices must be"
    ),
    array_for_number_2=crashed(
        r"slice indices must be integers|list indices must be|can only concatenate list"
        r"|only integers, slices|index must be an integer"
    ),
    number_for_array=crashed(
        r"'(?P<name>(numpy\.)?(int|float)\w*)' object is not (subscriptable|iterable)"
        r"|object of type '(?P<other>int|float)' has no len"
    ),
    not_callable=crashed(r"'(?P<name>[\w.]+)' object is not callable"),
    empty_draw=crashed("high <= 0|low >= high|empty range|cannot be empty|must be non-empty"),
    too_many_indices=crashed("too many indices for array"),
)
