"""What shows in the kind of thing that came back where one number is asked for, exact or not."""

from autograder.mistakes.catalogue import Mistake, catalogue_of
from autograder.mistakes.recognise import kind
from autograder.mistakes.symbolic.returned_kind import BOXED, FUNCTION_RETURNED, TRAILING_COMMA


def wrong_numbers() -> tuple[Mistake, ...]:
    """Mistakes of a task that wants one number: they recognise whatever is none.

    The judge is `equal_number`, or another one that calls kinds so.
    """
    kinds = catalogue_of(
        """
        returned_none: Your function returned None. Add a line that returns the number, and make sure that it is always reached.
        equation: You returned an equation or an inequality. Return the number itself, without the comparison.
        truth_value: You returned a yes or no, as a comparison gives it. Return the number itself.
        text: You returned text. Return the number itself: no quotes, no str(), no f-string.
        array_of_one: You returned an array that holds one value. Return that value.
        array: You returned an array, but one number is asked for. Which step makes one number out of many?
        quad_pair: You returned two numbers side by side. Which of them is asked for? Return it alone.
        container: You returned a {=type} of {n} things. Work out the one number that is asked for, and return it alone.
            | You returned a {=type} of several things. Work out the one number that is asked for, and return it alone.
        symbols: There is still a symbol in your answer. Which number should have taken its place?
        not_finite: Your answer is not a finite number. Print the numbers one step earlier: which of them is the first that is not finite?
        unevaluated: Part of your answer is not computed yet. Print it: which step is left?
        wrong_type: What you returned is not a plain number. Print it and its type: what should become of it before you return it?
        """,
        returned_none=kind("none"),
        equation=kind("relation"),
        truth_value=kind("truth_value"),
        text=kind("text"),
        array_of_one=kind("array_of_one"),
        array=kind("array"),
        quad_pair=kind("pair"),
        container=kind("container"),
        symbols=kind("symbols"),
        not_finite=kind("not_finite", "infinite"),
        unevaluated=kind("unevaluated", "series"),
        wrong_type=kind("foreign"),
    )
    return (*kinds, BOXED, TRAILING_COMMA, FUNCTION_RETURNED)
