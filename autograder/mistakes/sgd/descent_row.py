"""The mistakes of 2.3 in the rows that one step reads."""

from __future__ import annotations

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.sgd import batch_size
from autograder.mistakes.sgd.readings import (
    SEVERAL_ROWS,
    SUM_OF_ALL,
    SUM_OF_ROWS,
    anything,
    broadcasts,
    came_back,
    full_batch,
    mixes_rows,
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
        batch_size.batch,
        without="Each step averages several rows: mini-batch descent, a bonus task. "
        "Here one step reads one row. How many rows should yours read?",
    ),
    Mistake(
        "steps_wrong",
        "{made} steps reach the answer for m={m}, n_epochs={n_epochs}; {K} are asked. "
        "Are there rows that your walk passes over?",
        batch_size.other_number,
        without="The number of steps that reach the answer is not the one asked. Are there rows "
        "that your walk passes over?",
    ),
    Mistake("several_rows", SEVERAL_ROWS, anything),
)
