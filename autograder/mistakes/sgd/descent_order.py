"""The mistakes of 2.3 in the order of rows, and in the lesson's run."""

from __future__ import annotations

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.sgd.readings import (
    SEVERAL_ROWS,
    anything,
    came_back,
    ordered,
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
