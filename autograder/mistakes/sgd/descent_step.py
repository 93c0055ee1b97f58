"""The mistakes of 2.3 in the length of a step, or in no step at all."""

from __future__ import annotations

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.sgd import identical_rows, single_step
from autograder.mistakes.sgd.readings import (
    COLLECTED,
    SUM_OF_ALL,
    SUM_OF_ROWS,
    adds_up_rows,
    collects_in_sum,
    scaled,
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

NOT_A_WALK: tuple[Mistake, ...] = (
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
        identical_rows.is_constant,
    ),
    Mistake(
        "closed_form",
        "This is the exact least-squares solution. The walk tends towards it; the task is the "
        "walk, from the theta given. Which of your lines takes a step?",
        identical_rows.solves,
    ),
    Mistake(
        "overflow",
        "theta overflowed: steps far too long, or uphill. "
        "Does the loss grow from the first step on?",
        identical_rows.overflows,
    ),
    Mistake(
        "not_assigned",
        "theta comes back exactly as given. The step is computed; where does its result go?",
        identical_rows.stays,
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
