"""Exceptions over arrays, from NumPy and Python, translated.

A case is an answer whose call ended in an exception.
"""

import re

from autograder.judges.answer import Answer
from autograder.mistakes.catalogue import Recognised, catalogue_of
from autograder.mistakes.python.general import crashed

SHAPES = re.compile(r"\(\d*,?(?:\d+,?)*\)")
MISFITS = (
    "mismatch in its core dimension|not aligned|could not be broadcast together|could not broadcast"
    "|non-broadcastable output operand|shape mismatch|does not have enough dimensions"
    "|must match exactly"
)


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
    unlike_parts: NumPy cannot make one array of parts of different shapes. Print the shape of each part in that line: which one is not like the others?
    one_element: That line has an array where one plain number is needed. Print the shapes in that line: which name should hold a single number?
    number_for_array: That line has a single number where several are needed. Print it: is a range missing, or does a name hold something else?
    too_many_indices: An array got more indices than it has dimensions. Print its shape just before that line: where did it lose one?
    typed_shape: An array of size {size} does not fit into the shape {shape}.
        | The array does not fit into that shape. | Print the shape of the array just before: do its numbers fill the new shape for every input?
    truth_value: Here `if` or `while` gets an array of several entries, but needs one yes or no. Which single number do you mean to compare?
    caret: In Python ^ is neither a power nor a transpose. Write ** for a power; which attribute of an array is its transpose?
    not_callable: Something of type {name} is called like a function.
        | Something that is not a function is called like one. | Is an operator missing before a round bracket, is the bracket of the wrong kind, or is a name used for two things?
    none_inside: One of the values in that line is None. Which call makes it, and does that call return its result? (Some, such as shuffle, return nothing.)
    array_for_number: That line has an array or a tuple where one row number or one count is meant. Print the names in that line: which of them is it?
    """,
    unlike_parts=crashed("inhomogeneous shape"),
    one_element=crashed(
        "only (0-dimensional|length-1|size-1) arrays can be converted"
        "|setting an array element with a sequence"
    ),
    number_for_array=crashed(
        r"'(numpy\.)?(int|float)\w*' object is not (subscriptable|iterable)"
        r"|object of type '(int|float)' has no len|invalid index to scalar variable"
    ),
    too_many_indices=crashed("too many indices for array"),
    typed_shape=crashed(r"reshape array of size (?P<size>\d+) into shape (?P<shape>\([\d, ]+\))"),
    truth_value=crashed("truth value of an array"),
    caret=crashed(r"bitwise_xor|for \^:"),
    not_callable=crashed(r"'(?P<name>[\w.]+)' object is not callable"),
    none_inside=crashed(
        r"unsupported operand type\(s\) for .*NoneType|'NoneType' object is not"
        r"|argument of type 'NoneType'"
    ),
    array_for_number=crashed(
        "only integer scalar arrays can be converted|arrays used as indices must be"
        "|'tuple' object cannot be interpreted as an integer"
    ),
)
