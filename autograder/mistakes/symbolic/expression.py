"""Mistakes in an expression that `equal_expression` has judged, in any exercise."""

from autograder.mistakes.catalogue import Mistake, catalogue_of
from autograder.mistakes.recognise import kind
from autograder.mistakes.symbolic.returned_kind import wrong_kinds


def wrong_expressions() -> tuple[Mistake, ...]:
    """What to say of any wrong expression; put what your task knows better in front of it."""
    return (
        *wrong_kinds("expression"),
        *catalogue_of(
            """
            other_letter: You used {letter}, but your function receives {wanted}. For SymPy these are two symbols: write your answer in {wanted}.
                | You used another symbol than the one your function receives. Write your answer in that one.
            letters: Your answer holds {names}, which the right one does not.
                | Your answer holds a symbol that the right one does not. | Find the line where it comes in.
            number: You returned the number {value}, but the answer depends on what comes in. Print your result after each line: from which one on are the symbols missing?
                | You returned a number, but the answer depends on what comes in. Print your result after each line: from which one on are the symbols missing?
            not_finite: Your answer holds infinity or nan. Find the line that brings it in.
            differs: At {point} your answer is {value}, but {wanted} is right.
                | Your answer is not equal to the right one. | Put numbers in by hand: which line gives another one than you expect?
            """,
            kind,
        ),
    )
