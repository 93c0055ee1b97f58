"""A question about each task of day4_ex1, and the numbers that follow from its a, b and c."""

NUMBERS = {
    "1.1": lambda a, b, _: {"slope": 2 * a, "grown": 4 * a, "answer": 4 * a + b},
    "1.2": lambda a, b, c: {"high": a + b, "g_low": a + c, "g_high": a + b + c, "answer": b},
    "1.3": lambda a, *_: {"dip": -a / 20, "size": a / 20, "answer": 1 + a / 20},
    "1.4": lambda a, b, _: {"low": a / 20, "high": (a + b) / 20, "answer": b / 20},
    "1.5": lambda a, b, c: {"answer": a * b + c},
    "1.6": lambda a, *_: {"answer": a / 20},
}
TEXTS = """
1.1 F is an antiderivative of {slope}*x, and F(0) = {b}. What is F(2)?
The antiderivatives of {slope}*x are {a}*x**2 + C: a constant C adds no slope.
F(0) = {b} tells you that C = {b}. So F(2) = {grown} + {b} = {answer}.

1.2 F is an antiderivative of f, with F(1) = {a} and F(4) = {high}. So is G = F + {c}. Which area
under f from 1 to 4 does G give?
From G: {g_high} - {g_low} = {b}. From F: {high} - {a} = {b}. The {c} is in both values of G
and cancels. That is why every antiderivative gives the same area.

1.3 The area under f is 1. In one place f dips below zero, and that part counts as {dip}. How
large is the area of all the rest?
The rest makes up for the dip: {answer} - {size} = 1. As probabilities, they would
be {answer}, above 1, and {dip}, below 0. So an area of 1 is not enough.

1.4 X has a density. P(X <= 2) is {low}, and P(X <= 5) is {high}. What is P(2 <= X <= 5)?
Areas side by side add up: {low} + {answer} = {high}. X = 2 is in both ranges, but
counts for nothing: over a single value there is no width, so no area.

1.5 The mean of X is {a}. What is the mean of {b}*X + {c}?
The area under ({b}*x + {c})*f is {b} times the mean, plus {c} times an area of 1:
{b}*{a} + {c} = {answer}. So stretching and moving X does the same to its mean.

1.6 The area under f is 20, and {a} of it lies left of x = 2. A constant makes f a density. What
is P(X <= 2)?
The constant is 1/20, for the whole and for each part of it: {a}/20 = {answer}.
Each part keeps its share of the area, so only the shape of f matters.
"""
