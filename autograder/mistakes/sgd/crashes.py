"""
The exceptions of exercise 2, translated.

A case is an answer whose call ended in an exception. What no entry knows is left to the texts
that any exercise shares.
"""

from __future__ import annotations

import re

from autograder.judges.answer import Answer
from autograder.mistakes.catalogue import Mistake, Recognised
from autograder.mistakes.python.general import crashed

SHAPES = re.compile(r"\(\d*,?(?:\d+,?)*\)")
MISFITS = (
    "mismatch in its core dimension|not aligned|could not be broadcast together|could not broadcast"
    "|non-broadcastable output operand|shape mismatch|does not have enough dimensions"
)
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
    if answer.crash is None or answer.function != "stochastic_gradient_descent":
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


CRASHES: tuple[Mistake, ...] = (
    Mistake(
        "rows_typed_in",
        "There are {ones} ones for {m} rows.",
        other_number_of_rows,
        without="There are more or fewer ones than rows.",
        then="Who knows the number of rows?",
    ),
    Mistake(
        "flat_ones",
        "The ones are flat, (m,); X is a column. Which shape do they need?",
        crashed(
            "must have same number of dimensions|axis 1 is out of bounds for array of dimension 1",
            function="add_bias",
        ),
    ),
    Mistake(
        "brackets",
        "Look at the brackets: this one is indexed, not called.",
        crashed("'[CR]Class' object is not callable"),
    ),
    Mistake(
        "brackets",
        "Look at the brackets: the pieces go in as one list or tuple.",
        crashed(
            "takes (from )?1 .*positional argument.* given", kind="TypeError", function="add_bias"
        ),
    ),
    Mistake(
        "brackets",
        "Look at the brackets: the pieces go in as one list or tuple. What does the second argument of that function mean?",
        crashed(
            "only integer scalar arrays can be converted|multiple values for argument 'axis'"
            "|'list' object cannot be interpreted",
            function="add_bias",
        ),
    ),
    Mistake(
        "brackets",
        "Look at the brackets: a shape is one argument. What does the second argument of that function mean?",
        crashed("Cannot interpret '.*' as a data type|data type '.*' not understood"),
    ),
    Mistake(
        "global_data",
        "{name} is no argument of your function. Which names does it receive?",
        crashed(rf"name '(?P<name>{FILE_NAMES})' is not defined", kind="NameError"),
        words=("name",),
    ),
    Mistake(
        "index_out_of_range",
        "Row {row} was asked for; the last one is {last}.",
        last_row,
        without="A row beyond the last one was asked for.",
        then="Does your random function include its upper limit? Python's and NumPy's differ.",
    ),
    Mistake(
        "index_out_of_range",
        "A row beyond the last one was asked for. Does your random function include its upper limit? Python's and NumPy's differ.",
        crashed("list index out of range"),
    ),
    Mistake(
        "column_for_row",
        "A column of X was taken where a row is meant. Which index comes first?",
        crashed(r"index -?\d+ is out of bounds for axis 1"),
    ),
    Mistake(
        "column_for_row",
        "As many numbers as X has rows met the two of theta: a column of X was taken where a row is meant. Which index comes first?",
        column_of_x,
    ),
    Mistake(
        "closed_form",
        "A system of equations was solved, and equal rows make it singular. The exact solution is not asked: the task is the walk, one row at a time.",
        crashed("Singular matrix"),
    ),
    Mistake(
        "shapes",
        "The {shapes} do not fit.",
        lambda answer: answer.function == "add_bias" and misfit(answer),
        without="The shapes do not fit.",
        then="X is a column, (m, 1): which shape do the ones need beside it?",
    ),
    Mistake(
        "shapes",
        "The {shapes} do not fit.",
        misfit,
        without="The shapes do not fit.",
        then="A row is (1, n), theta (n, 1), an error (1, 1): which one differs in your line?",
    ),
    Mistake(
        "one_element",
        "A one-element array is not a number here. (Older NumPy accepts it: same code, other version.) Where does a plain number go in?",
        crashed("only (0-dimensional|length-1|size-1) arrays can be converted"),
    ),
    Mistake(
        "whole_number_theta",
        "theta holds whole numbers and cannot take a fraction. (The calls of a check always pass decimals.) With which numbers does yours begin?",
        crashed("Cannot cast ufunc '.*' output from dtype"),
    ),
    Mistake(
        "fraction_of_steps",
        "A count of steps became a fraction: look for a division.",
        crashed("'(numpy.)?float(64)?' object cannot be interpreted as an integer"),
    ),
    Mistake(
        "none_inside",
        "Something that you call returns None. Which of your functions ends without handing back its result?",
        crashed(
            r"unsupported operand type\(s\) for .*NoneType|'NoneType' object is not"
            r"|argument of type 'NoneType'"
        ),
    ),
)

DESCENT_CRASHES: tuple[Mistake, ...] = (
    Mistake(
        "array_for_number",
        "A whole array stands where one row number or one count is meant. "
        "Which name in that line holds more than one number?",
        crashed("only integer scalar arrays can be converted|arrays used as indices must be"),
    ),
    Mistake(
        "array_for_number",
        "A row number must be a whole number, and this line has another thing in its place. "
        "Print its type: where does it come from?",
        crashed(
            r"slice indices must be integers|list indices must be|can only concatenate list"
            r"|only integers, slices|index must be an integer"
        ),
    ),
    Mistake(
        "number_for_array",
        "A single number stands where an array is meant. "
        "Which name in that line is not what you take it for?",
        crashed(
            r"'(?P<name>(numpy\.)?(int|float)\w*)' object is not (subscriptable|iterable)"
            r"|object of type '(?P<other>int|float)' has no len"
        ),
    ),
    Mistake(
        "not_callable",
        "Something of type {name} is called like a function.",
        crashed(r"'(?P<name>[\w.]+)' object is not callable"),
        without="Something that is not a function is called like one.",
        then="Which bracket in that line should be another one, or is a name used twice?",
    ),
    Mistake(
        "empty_draw",
        "The draw had nothing to choose from. How large is its upper limit at that moment?",
        crashed("high <= 0|low >= high|empty range|cannot be empty|must be non-empty"),
    ),
    Mistake(
        "too_many_indices",
        "An array got more indices than it has dimensions. Print its shape just before that line: "
        "where did it lose one?",
        crashed("too many indices for array"),
    ),
)
