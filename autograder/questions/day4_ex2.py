"""A question about each task of day4_ex2, and the numbers that follow from its a, b and c."""

NUMBERS = {
    "2.1": lambda a, b, c: {"before": a + 3 * b, "answer": a + 3 * b + c},
    "2.2": lambda a, b, c: {"first": 2 * (b - c), "answer": 2 * (b - c) * a},
    "2.3": lambda a, b, c: {"rate": a / 100, "third": c - b, "answer": a * (b - c) / 100},
    "2.4": lambda a, b, c: {"last": a + 2 * b, "answer": (a + 2 * b - c) / 2},
}
TEXTS = """
2.1 With theta = [{a}, {b}], the row [1, 3] predicts {before}. Now the first entry of theta grows
by {c}. What does the row predict?
The 1 multiplies the first entry, so the prediction grows by 1 * {c}, to {answer}.
In [1, x] it does so for every x: the line moves up by {c} and keeps its slope.

2.2 The row is [1, {a}], and the first entry of its gradient is {first}. What is the second?
The gradient is the row times one number, twice the error: {first} * [1, {a}].
theta's second entry moves the prediction {a} times as much: {a} * {first} = {answer}.

2.3 theta is the best one for three rows: their gradients add up to 0. The first two begin with
{b} and -{c}. SGD draws the third, at rate {rate}. What does the step add to theta's first entry?
The third begins with {c} - {b} = {third}, so the step adds -{rate} * {third} = {answer}.
Alone, each row still pulls: at a constant rate, theta never comes to rest.

2.4 The law is y = {a} + {b}*x. There are two points, and noise moves the first to (0, {c}); the
other is (2, {last}). Which slope does the best line through them have?
It meets both points, noise and all: its slope is ({last} - {c}) / 2 = {answer}, not {b}.
In the same way, the best theta for your 100 points is near [4, 3], not on it.
"""
