"""The mistakes of 2.3 that show in what came back."""

from __future__ import annotations

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.sgd.readings import (
    anything,
    came_back,
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
