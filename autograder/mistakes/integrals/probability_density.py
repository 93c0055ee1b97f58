"""The mistakes of task 1.3, density or not, in the order of diagnosis."""

from __future__ import annotations

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.integrals import wrong_probabilities as chance
from autograder.mistakes.integrals.recognise import kind

DENSITY = (
    Mistake(
        "returned_none",
        "Your function returned None. Does every path through it end in a return? SymPy's "
        "is_nonnegative and is_positive give None, too, when they cannot tell.",
        kind("none"),
    ),
    Mistake(
        "area_returned",
        "You returned the area. The question is yes or no: what must hold for the area, "
        "and what else?",
        chance.is_area,
    ),
    Mistake(
        "zero_or_one",
        "You returned 0 or 1. Return a truth value: True or False.",
        chance.is_zero_or_one,
    ),
    Mistake(
        "number_for_truth",
        "You returned a number. The question is yes or no: return True or False.",
        kind("number_for_truth"),
    ),
    Mistake(
        "text",
        "You returned text. True and False are written without quotes.",
        kind("text"),
    ),
    Mistake(
        "undecided_relation",
        "You returned an inequality or equation that SymPy has not decided. "
        "For which x on the range must it hold? Solve for those.",
        kind("undecided_relation", "relation"),
    ),
    Mistake(
        "boxed",
        "Your answer lies in a {type} of one. Return what is inside: which brackets do that?",
        kind("boxed"),
        words=("type",),
    ),
    Mistake(
        "trailing_comma",
        "A comma at the end of the return line makes a tuple of one. Take it away.",
        kind("comma"),
    ),
    Mistake(
        "two_answers",
        "You returned several things. There are two conditions, but one answer: "
        "how do you join them?",
        kind("pair", "container"),
    ),
    Mistake(
        "array",
        "You returned an array. One True or False is wanted for the whole range.",
        kind("array", "array_of_one"),
    ),
    Mistake(
        "function_returned",
        "You returned a function. Return what it gives: call it.",
        kind("function", "uncalled"),
    ),
    Mistake(
        "dip_missed",
        "The area is 1, but at x = {point} f is {value}. Between which points did you not look? "
        "One question can ask about every x at once.",
        chance.missed_a_dip,
        without="The area is 1, but somewhere between its ends f is below 0. Between which points "
        "did you not look? One question can ask about every x at once.",
    ),
    Mistake(
        "sign_forgotten",
        "You said True, and the area is indeed 1. But look at the sign of f on the whole range: "
        "can a probability be negative?",
        chance.said_true_despite("sign"),
    ),
    Mistake(
        "area_rounded",
        "You said True, but the area is {area}, and only 1 will do. Which line of yours rounds it, "
        "or lets it differ a little?",
        chance.said_true_near_one,
        without="You said True, but the area only comes close to 1. Which line of yours rounds it, "
        "or lets it differ a little?",
    ),
    Mistake(
        "area_forgotten",
        "You said True, but the area under this f is not 1. "
        "Which of the two conditions does your code test, and with which bounds?",
        chance.said_true_despite("area"),
    ),
    Mistake(
        "said_true",
        "You said True, but this f is no density. Two conditions must hold: "
        "which one do you test, and over which range?",
        chance.said(True),
    ),
    Mistake(
        "touching_refused",
        "You said False, but this f is a density: it touches 0 at x = {point} and never goes below. "
        "Print your two conditions one by one: which one says no?",
        chance.refused_touching,
        without="You said False, but this f is a density: it touches 0 and never goes below. "
        "Print your two conditions one by one: which one says no?",
    ),
    Mistake(
        "height_above_one",
        "You said False. This density is higher than 1 somewhere, and that is allowed: "
        "what must be 1 is not the height.",
        chance.refused_high_density,
    ),
    Mistake(
        "refused_on_other_range",
        "You said False. On its own range this f is a density. "
        "Do both of your tests use the lower and upper that came in?",
        chance.refused_other_range,
    ),
    Mistake(
        "refused",
        "You said False, but this f is a density. Compute both conditions one by one and print "
        "them: which one says no?",
        chance.said(False),
    ),
    Mistake(
        "wrong_answer",
        "That is neither True nor False. Print its type: where did it come from?",
        lambda _: True,
    ),
)
