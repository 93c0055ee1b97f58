# %% [markdown]
# # Day 4, exercise 1: Integrals
#
# A **derivative** measures change: how fast does the water in a tank rise right now?
# An **integral** measures accumulation: how much water has come in since noon?
# They are two views of one thing, and each undoes the other.
#
# Draw a curve $f(x)$ and look at the area between the curve and the $x$ axis, from $a$ to $b$.
# Cut it into thin strips of width $\Delta x$. A strip is nearly a rectangle of area
# $f(x)\,\Delta x$. Add up all strips and make them ever thinner; the sum settles on one number:
#
# $$\int_a^b f(x)\,dx .$$
#
# That is the **definite** integral: an area. Where the curve runs below the axis, its area
# counts as negative.
#
# A computer can add up a great many strips, and comes close. For the exact area there is a
# shortcut. Find a function $F$ whose derivative is $f$, an **antiderivative**. Then
#
# $$\int_a^b f(x)\,dx = F(b) - F(a).$$
#
# This is the fundamental theorem of calculus, and it is what SymPy uses for you.
# SymPy computes with symbols: its answers are formulas and fractions, not rounded decimals.

# %% [markdown]
# Lines that begin with `>>>` are experiments: first predict what they show, then try them.
# `python -i day4_ex1.py` runs this file, then lets you type more lines; `exit()` ends it.

# %% [markdown]
# The triangle under 2x from 0 to 1 has area 1. Here it is cut into 100 strips, each as high as
# the line at its left end. Before you run it: is the sum 1, or more, or less?
#
#     >>> sum(2 * i for i in range(100)) / 100 / 100

# %% [markdown]
# ## Why machine learning needs areas
#
# Much of what a model says is a probability, and many quantities are not counted but measured:
# a waiting time, a weight, an error. For such a quantity $X$ a single value has probability
# zero. What has a probability is a *range* of values. A **density** $f$ says how probability
# is spread, and the probability of a range is the area under the density over that range:
#
# $$P(a \le X \le b) = \int_a^b f(x)\,dx .$$
#
# Two conditions make $f$ a density on its range: it is never negative there, and its whole area
# is exactly 1, because *something* happens for certain.
#
# Our example is $f(x) = e^{-x}$ for $x$ from 0 to infinity. Think of the waiting time until the
# next visitor, when one comes per minute on average: short waits are likely, long ones are rare.
# An antiderivative is $-e^{-x}$, as its derivative shows. It tends to $0$ at infinity and is
# $-1$ at zero, so the area is
#
# $$\int_0^\infty e^{-x}\,dx = 0 - (-1) = 1,$$
#
# and since $e^{-x}$ is positive everywhere, it is a valid density. The region under
# the curve has no end, and still its area is exactly 1.
#
# The **mean** of $X$ is an area, too: $\int x f(x)\,dx$ adds up all values, each as heavy as it is
# likely. Exercise 2 needs a mean that is too expensive to add up, and estimates it.

# %%
"""Day 4, exercise 1: integrals with SymPy."""

import sympy as sp

# %% [markdown]
# 3 exp(-3x) is a density from 0 to infinity as well. Before you run it: how high is it at 0, and
# can a density be that high?
#
#     >>> 3 * sp.exp(-3 * 0)

# %% [markdown]
# ## Task 1.1: the antiderivative
#
# Is $x^2$ *the* antiderivative of $2x$? $x^2 + 7$ is one, too: a constant has slope zero and
# disappears when you differentiate. Hence the $+\,C$ in every table of integrals. Here you may
# add a constant or leave it out; SymPy leaves it out.
#
# You can always check yourself: differentiate the answer, and $f$ must come back.
#
# SymPy's function for all these tasks is `sp.integrate`. It undoes what `sp.diff` does:

# %% [markdown]
# `sp.diff` takes an expression and the variable. Before you run it: what becomes of the 7?
#
#     >>> x = sp.Symbol("x")
#     >>> sp.diff(x**3 + 7, x)


# %%
def indefinite_integral(f, x):
    """
    Task 1.1: return an antiderivative of f.

    Comes in:
        f   a SymPy expression in x: continuous and elementary (powers, exp, sin, cos, fractions
            of polynomials ...), with an antiderivative that is elementary, too. Besides x it may
            hold parameters: Symbols declared positive.
        x   the variable, Symbol("x"). Use this very x. A Symbol of your own may print the same
            and still be another variable.
    Goes out:
        an expression F in x with dF/dx = f. A constant + C of any kind is welcome.

    >>> indefinite_integral(sp.cos(x), x)
    sin(x)
    """
    raise NotImplementedError("TODO 1.1: return an antiderivative of f")


# %% [markdown]
# ## Task 1.2: the area
#
# Now with bounds. Both may be infinite: SymPy writes infinity as `sp.oo` (two small letters o).
# A large number instead of `sp.oo` gives a good approximation, but only `sp.oo` gives the area.
#
# Exact means exact: the area under $x^2$ from 0 to 1 is $1/3$, not $0.3333$.

# %% [markdown]
# SymPy takes a range as one tuple. Here it adds up all k from 1 to 4. Before you run it: what is
# the sum?
#
#     >>> k = sp.Symbol("k")
#     >>> sp.summation(k, (k, 1, 4))


# %%
def definite_integral(f, x, lower, upper):
    """
    Task 1.2: return the exact area under f from lower to upper.

    Comes in:
        f, x          as in task 1.1
        lower, upper  lower < upper: numbers, or -oo and oo of SymPy. The area between them
                      is finite; parts below the axis count as negative.
    Goes out:
        the integral of f from lower to upper, exact: a SymPy number such as 9 or 1/3, or an
        expression in the parameters. No decimals, and no x in it.

    >>> definite_integral(x**2, x, 0, 3)
    9
    """
    raise NotImplementedError("TODO 1.2: return the exact area under f from lower to upper")


# %% [markdown]
# ## Task 1.3: is it a density?
#
# Two conditions, and it takes both. A function can enclose an area of 1 and dip below the axis on
# the way: no probability is negative, so it is no density. And a function that is never negative
# can hold too much area, or too little.
#
# To learn where a function is negative, do not try out a few points: a dip may hide between two
# of them. SymPy solves inequalities exactly.

# %% [markdown]
# Where between 0 and 5 is x^2 at least 9? Before you run it: what is the answer, and what would
# it be between 0 and 2?
#
#     >>> sp.solveset(x**2 >= 9, x, sp.Interval(0, 5))


# %%
def is_probability_density(f, x, lower, upper):
    """
    Task 1.3: return True if f is a density from lower to upper, else False.

    Comes in:
        f             a SymPy expression in x without parameters, continuous from lower to upper:
                      a polynomial, a quotient of polynomials, a sum of exponentials such as
                      exp(-5*x), or a polynomial times one exponential
        x             the variable, Symbol("x")
        lower, upper  lower < upper: numbers, or -oo and oo of SymPy; the area between them
                      is finite
    Goes out:
        True exactly when f >= 0 between lower and upper and the area there is exactly 1;
        False otherwise. Touching zero is allowed.

    >>> is_probability_density(sp.Rational(1, 4), x, 0, 4)
    True
    >>> is_probability_density(sp.Rational(1, 4), x, 0, 2)
    False
    """
    raise NotImplementedError("TODO 1.3: return True if f is a density from lower to upper, else False")


# %% [markdown]
# ## Task 1.4: a probability
#
# The reward: once you have a density, every question of the form "how likely is a value between
# $a$ and $b$?" is an area, and you know how to find areas.

# %% [markdown]
# A bus comes within 4 minutes, every moment equally likely: a flat density of height 1/4.
# Before you run it: how likely is a wait of 1 to 3 minutes?
#
#     >>> sp.Rational(1, 4) * (3 - 1)


# %%
def probability(density, x, a, b):
    """
    Task 1.4: return the probability of a value between a and b.

    Comes in:
        density  a SymPy expression in x: the density of X. It may hold positive parameters.
        x        the variable, Symbol("x")
        a, b     a <= b: numbers, or SymPy's -oo and oo, inside the range of X
    Goes out:
        P(a <= X <= b), exact: a SymPy number or an expression in the parameters.

    >>> probability(sp.Rational(1, 4), x, 1, 2)
    1/4
    """
    raise NotImplementedError("TODO 1.4: return the probability of a value between a and b")


# %% [markdown]
# ## Task 1.5, a bonus: the mean
#
# Roll a die a thousand times: the average comes close to its **mean**, which weighs every value by
# how likely it is. For a density the sum becomes an area. The mean of $X$ is also called its
# **expectation**, $E[X]$:
#
# $$E[X] = \int x\,f(x)\,dx .$$
#
# It need not be the most likely value, and it need not lie in the middle of the range: a few large
# values pull it far to the right.

# %% [markdown]
# Each side of a die has probability 1/6. Before you run it: what is the mean, and can you ever
# roll it?
#
#     >>> sum(k * sp.Rational(1, 6) for k in range(1, 7))


# %%
def expectation(density, x, lower, upper):
    """
    Task 1.5: return the mean of X.

    Comes in:
        density       a SymPy expression in x: the density of X, a polynomial or a polynomial times
                      one exponential. It may hold positive parameters.
        x             the variable, Symbol("x")
        lower, upper  lower < upper: the ends of X's range, numbers, or SymPy's -oo and oo.
                      X has a finite mean. Not every density has one: 1/x**2 from 1 on has none.
    Goes out:
        the mean E[X], exact: a SymPy number or an expression in the parameters. No decimals, and
        no x in it.

    >>> expectation(sp.Rational(1, 4), x, 0, 4)
    2
    """
    raise NotImplementedError("TODO 1.5: return the mean of X")


# %% [markdown]
# ## Task 1.6, a bonus: make it a density
#
# You know the shape of a curve, but its area is not 1: counts from an experiment, or the unlikely
# and likely places of a model. Multiplying by a constant $c$ keeps the shape and changes the area.
# Which $c$ makes the area 1? The constant may be negative: it turns a curve below the axis over.
#
# For some curves there is no such constant. Then a function should not return something that looks
# like an answer. It stops with an error that says what is wrong, such as
# `raise ValueError("a radius is never negative")`.

# %% [markdown]
# SymPy does not stop you when you divide by 0. Before you run it: what comes back?
#
#     >>> sp.Integer(3) / 0


# %%
def normalize(f, x, lower, upper):
    """
    Task 1.6: return the density that f becomes when it is multiplied by a constant.

    Comes in:
        f, x          as in task 1.3, with any area: f may be 0 everywhere, and negative in places
                      or everywhere
        lower, upper  lower < upper: numbers, or -oo and oo of SymPy. The area between them is
                      finite, or it is infinite: oo
    Goes out:
        c*f, exact: an expression in x, with the constant c that makes it a density from lower to
        upper. Where f is nowhere positive, c is negative. No decimals.

    Raises:
        ValueError, with a `raise` of your own, where no constant makes c*f a density: f is 0
        everywhere, its area is infinite, or it is positive at some points and negative at others.

    >>> normalize(x, x, 0, 2)
    x/2
    >>> normalize(-x, x, 0, 2)
    x/2

    """
    raise NotImplementedError("TODO 1.6: return the density that f becomes when it is multiplied by a constant")


# %% [markdown]
# ## What you have so far
#
# Run this file (`python day4_ex1.py`) to see your results for $e^{-x}$. Then run the checks, as
# the README shows: they try your functions on other integrands, too.


# %%
def show(name, function, *arguments):
    """Print what one of your functions returns, or what is still to do."""
    try:
        print(f"{name}: {function(*arguments)}")
    except NotImplementedError as todo:
        print(f"{name}: {todo}")


if __name__ == "__main__":
    x = sp.Symbol("x")
    f = sp.exp(-x)
    show("1.1 antiderivative of exp(-x)", indefinite_integral, f, x)
    show("1.2 area from 0 to infinity", definite_integral, f, x, 0, sp.oo)
    show("1.3 density on that range", is_probability_density, f, x, 0, sp.oo)
    show("1.4 P(0 <= X <= 1)", probability, f, x, 0, 1)
    show("1.5 mean of X", expectation, f, x, 0, sp.oo)
    show("1.6 density of the shape x**2 from 0 to 3", normalize, x**2, x, 0, 3)
    print("To check day4_ex1.py, run pytest as the README shows.")
