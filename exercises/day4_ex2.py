# %% [markdown]
# # Day 4, exercise 2: Stochastic gradient descent
#
# We look for the line $\hat y = \theta_0 + \theta_1 x$ that fits $m$ points best. "Best" means:
# the mean of the squared errors is as small as possible. With a column of ones in front of $x$,
# one row of the table is $x_i = (1, x)$, its prediction is the product $x_i\theta$, and the loss is
#
# $$L(\theta) = \frac{1}{m}\sum_{i=1}^{m} (x_i\theta - y_i)^2 .$$
#
# This is **least squares**. Picture the loss as a valley; we stand somewhere on its slope. The
# gradient points uphill, so we step the other way, again and again:
#
# $$\theta \leftarrow \theta - \eta\,\nabla L(\theta),$$
#
# where the **learning rate** $\eta$ sets the length of the step.
#
# **Batch gradient descent** takes the formula at its word: it reads *every* row before it takes
# *one* step. With our 100 rows you will not notice. A web-scale data set has billions, and each
# single step takes as long as reading them all.

# %% [markdown]
# Lines that begin with `>>>` are experiments: first predict what they show, then try them.
# `python -i day4_ex2.py` runs this file, then lets you type more lines; `exit()` ends it.

# %% [markdown]
# A valley with one entry of theta, L = theta^2: its slope at theta is 2 theta. We stand at 8, the
# learning rate is 0.25. Before you run it: where does one step lead?
#
#     >>> 8 - 0.25 * (2 * 8)

# %% [markdown]
# ## One row is enough
#
# **Stochastic gradient descent** (SGD) makes do with an estimate. It picks ONE random row,
# pretends that this row is all there is, and steps at once:
#
# $$\theta \leftarrow \theta - \eta \cdot 2\,x_i^T (x_i\theta - y_i) .$$
#
# A single row is often wrong about the way down, but on average over all rows its gradient *is*
# the gradient of $L$. So the path zigzags like a walker who asks a different passer-by at each
# corner, and still it gets down, at a price per step that does not grow with the number of rows.
# With a small handful of rows instead of one, the zigzag calms down: a **mini-batch**. Nearly all
# deep learning trains on a variant of this idea; Adam is one of them.
#
# Here the two exercises meet. A mean is an integral: all values, each as heavy as it is likely.
# The values here are the gradients of $m$ rows, all equally likely, so the integral is their plain
# average. One random row estimates it, as one throw of a die estimates the mean of all throws:
# badly by itself, well on average.
#
# ## Near, not on
#
# Our points come from the law $y = 4 + 3x$ plus noise, 100 of them. Do not expect theta to end on
# $[4, 3]$, for two reasons.
#
# 1. One hundred noisy points do not lie on their law. The line that fits *these* points best has
#    theta $= [4.215, 2.770]$, and that is where the bottom of the valley is.
# 2. With a constant learning rate SGD never stands still: each row pulls theta towards itself,
#    so at the end theta keeps wandering around the bottom, here by 0.05 to 0.09 in each entry,
#    depending on how the rows are drawn. With a rate that falls evenly to zero over the same
#    5,000 steps, less than half of that is left.
#
# Hence every run ends a little differently, near $[4, 3]$. With a constant rate, that is as near
# as it gets.

# %%
"""Day 4, exercise 2: stochastic gradient descent with NumPy."""

import numpy as np

# %% [markdown]
# Throw a die 100,000 times. Before you run it: which mean do you expect, and is there a 7
# among the throws?
#
#     >>> throws = np.random.randint(1, 7, size=100_000)
#     >>> print(throws.mean().round(1), throws.max())

# %% [markdown]
# ## The data
#
# This function is given. It always returns the same 100 points.


# %%
def make_data():
    """The lesson's data: X of shape (100, 1), y = 4 + 3 X + noise of shape (100, 1)."""
    np.random.seed(42)
    X = 2 * np.random.rand(100, 1)
    y = 4 + 3 * X + np.random.randn(100, 1)
    return X, y


# %% [markdown]
# ## Task 2.1: a column of ones
#
# Why ones? A row $(1, x)$ times $\theta$ is $1\cdot\theta_0 + x\,\theta_1$: the intercept becomes
# a weight like any other, and needs no formula of its own.

# %% [markdown]
# `np.vstack` puts tables on top of each other, if they are equally wide. Before you run it: which
# shape does the new table have?
#
#     >>> np.vstack([np.zeros((1, 2)), np.full((2, 2), 7.0)])


# %%
def add_bias(X):
    """
    Task 2.1: return X with a column of ones in front.

    Comes in:
        X   array of floats, shape (m, 1), for any m >= 1
    Goes out:
        a new array of shape (m, 2): first column 1, second column X. X itself stays as it was.

    >>> add_bias(np.array([[5.0], [6.0], [7.0]]))
    array([[1., 5.],
           [1., 6.],
           [1., 7.]])
    """
    raise NotImplementedError("TODO 2.1: return X with a column of ones in front")


# %% [markdown]
# ## Task 2.2: the gradient of one row
#
# The loss of one row is $(x_i\theta - y_i)^2$. By the chain rule its slope with respect to theta is
#
# $$2\,x_i^T (x_i\theta - y_i) .$$
#
# Read it from the right: the error of the row; the row, stood upright, which says how strongly
# each entry of theta took part in that error; and the 2 that comes from the square.

# %% [markdown]
# `@` is the matrix product: the inner numbers must agree, the outer ones remain. Before you run
# it: which shape is (3, 1) @ (1, 2)?
#
#     >>> (np.ones((3, 1)) @ np.ones((1, 2))).shape


# %%
def point_gradient(xi, yi, theta):
    """
    Task 2.2: return the gradient of the squared error of one row.

    Comes in:
        xi      one row, shape (1, n), for any n >= 1; its first entry need not be 1
        yi      its target, shape (1, 1)
        theta   the weights, shape (n, 1)
                All three are arrays of floats, and stay as they were.
    Goes out:
        2 xi^T (xi theta - yi), an array of shape (n, 1): one slope per entry of theta.
        There is no step in it: no minus sign, no learning rate.

    >>> point_gradient(np.array([[1.0, 2.0]]), np.array([[3.0]]), np.array([[1.0], [4.0]]))
    array([[12.],
           [24.]])
    """
    raise NotImplementedError("TODO 2.2: return the gradient of the squared error of one row")


# %% [markdown]
# ## Task 2.3: the descent
#
# One **epoch** is as many steps as there are rows. Each step draws a row of its own: either
# any row, afresh every time, or all rows in a new random order each epoch. Both are SGD, and both
# are right here.

# %% [markdown]
# One row number takes a dimension away, a slice keeps both. Before you run it: which two shapes?
#
#     >>> table = np.zeros((5, 2))
#     >>> print(table[3].shape, table[1:4].shape)


# %%
def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):
    """
    Task 2.3: return theta after n_epochs * m steps, each on one random row.

    Comes in:
        X               rows with their column of ones, shape (m, 2), for any m >= 1
        y               targets, shape (m, 1)
        theta           where the descent starts, shape (2, 1)
                        All three are arrays of floats.
        learning_rate   a float > 0: the same for every step
        n_epochs        a whole number >= 1
    Goes out:
        theta after the last step, shape (2, 1). Each of the n_epochs * m steps reads ONE row i,
        drawn at random (every row is equally likely), together with its own target, and moves
            theta <- theta - learning_rate * 2 xi^T (xi theta - yi)
        X, y and the theta that came in stay as they were. Do not set a random seed in here.

    >>> X, y, start = np.array([[1.0, 1.0]]), np.array([[8.0]]), np.array([[0.0], [0.0]])
    >>> stochastic_gradient_descent(X, y, start, 0.25, 5)
    array([[4.],
           [4.]])
    """
    raise NotImplementedError("TODO 2.3: return theta after n_epochs * m steps, each on one random row")


# %% [markdown]
# ## Task 2.4: the lesson's run
#
# Now put your parts together: make the data, add the column of ones, descend.

# %% [markdown]
# A column minus a flat array: NumPy repeats both until they fit. Before you run it: which shape
# comes out?
#
#     >>> (np.zeros((2, 1)) - np.zeros(2)).shape


# %%
def train():
    """
    Task 2.4: return the theta of the lesson's run.

    Comes in:
        nothing. The run uses make_data() with a column of ones, starts at zeros of
        shape (2, 1), with learning rate 0.01 and 50 epochs.
    Goes out:
        theta, shape (2, 1), as your own descent left it: near [4, 3], never exactly there.
    """
    raise NotImplementedError("TODO 2.4: return the theta of the lesson's run")


# %% [markdown]
# ## Bonus task 2.5: batch gradient descent
#
# The walker who asks everybody before each step: batch gradient descent takes the mean of the
# gradients of *all* rows,
#
# $$\nabla L(\theta) = \frac{2}{m}\sum_{i=1}^{m} x_i^T (x_i\theta - y_i)
# = \frac{2}{m}\,X^T (X\theta - y) ,$$
#
# and then makes one step. An epoch, once through the data, is now a single step. The path is
# smooth, and without chance: two runs end at the same theta. Bonus tasks earn extra points.

# %% [markdown]
# A product of tables adds up: each entry of the result is a sum over what the two share. Before
# you run it: which number comes out?
#
#     >>> np.ones((1, 5)) @ np.full((5, 1), 3.0)


# %%
def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):
    """
    Task 2.5: return theta after n_epochs steps, each on all rows.

    Comes in:
        X               rows, shape (m, n), for any m >= 1 and n >= 1; the first column need
                        not be ones
        y               targets, shape (m, 1)
        theta           where the descent starts, shape (n, 1)
                        All three are arrays of floats.
        learning_rate   a float > 0: the same for every step
        n_epochs        a whole number >= 0, the number of steps
    Goes out:
        theta after the last step, shape (n, 1). Each step reads all m rows and moves
            theta <- theta - learning_rate * (mean of 2 xi^T (xi theta - yi) over all rows)
        X, y and the theta that came in stay as they were.

    >>> X, y, start = np.array([[1.0], [1.0]]), np.array([[4.0], [8.0]]), np.array([[0.0]])
    >>> batch_gradient_descent(X, y, start, 0.25, 2)
    array([[4.5]])
    """
    raise NotImplementedError("TODO 2.5: return theta after n_epochs steps, each on all rows")


# %% [markdown]
# ## Bonus task 2.6: mini-batches
#
# Between one row and all rows lies a **mini-batch**: a handful of rows whose mean gradient makes
# the step. The zigzag calms down, and a step stays cheap. In each epoch the rows are shuffled
# anew, like a deck of cards, and dealt to batches from the top. So every row is read exactly once
# per epoch. The last batch gets what is left, even if that is a single card.

# %% [markdown]
# A range can walk in strides, and a slice that reaches past the end just stops there. Before you
# run it: what comes out?
#
#     >>> ["abcdefg"[first : first + 3] for first in range(0, 7, 3)]


# %%
def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):
    """
    Task 2.6: return theta after n_epochs epochs of steps on mini-batches.

    Comes in:
        X               rows, shape (m, n), for any m >= 1 and n >= 1
        y               targets, shape (m, 1)
        theta           where the descent starts, shape (n, 1)
                        All three are arrays of floats.
        learning_rate   a float > 0: the same for every step
        n_epochs        a whole number >= 1
        batch_size      a whole number >= 1; it need not divide m, and may be larger than m
    Goes out:
        theta after the last step, shape (n, 1). Each epoch shuffles the rows anew (every order is
        equally likely; a row keeps its own target) and cuts them into batches of batch_size rows.
        The last batch holds the rest, which may be fewer. Each batch makes one step:
            theta <- theta - learning_rate * (mean of 2 xi^T (xi theta - yi) over its rows)
        X, y and the theta that came in stay as they were. Do not set a random seed in here.

    >>> X, y, start = np.array([[1.0], [1.0]]), np.array([[8.0], [8.0]]), np.array([[0.0]])
    >>> mini_batch_gradient_descent(X, y, start, 0.25, 3, 2)
    array([[7.]])
    """
    raise NotImplementedError("TODO 2.6: return theta after n_epochs epochs of steps on mini-batches")


# %% [markdown]
# ## Bonus task 2.7: Adam
#
# Adam keeps two running means for each entry of theta: $m$ of the gradients, which carries on in
# the direction of the last steps, and $v$ of their squares, which tells how large they have been.
# A step along $m$, divided by $\sqrt{v}$, is about as long for a flat entry as for a steep one.
#
# Both start at 0, so at first they are far too small: after one step $m$ holds only the share
# $1-\beta_1$ of the gradient. **Bias correction** divides by what is missing, $1-\beta_1^t$ after
# $t$ steps:
#
# $$m \leftarrow \beta_1 m + (1-\beta_1)\,g, \qquad v \leftarrow \beta_2 v + (1-\beta_2)\,g^2,$$
#
# $$\theta \leftarrow \theta
# - \eta\,\frac{m / (1-\beta_1^t)}{\sqrt{v / (1-\beta_2^t)} + \epsilon} .$$

# %% [markdown]
# A running mean of a gradient that is always 10, begun at 0. Before you run it: how far has it
# got after two steps, and what does the correction make of that?
#
#     >>> mean = 0.0
#     >>> for _ in range(2):
#     ...     mean = 0.5 * mean + 0.5 * 10
#     >>> print(mean, mean / (1 - 0.5**2))


# %%
def adam(X, y, theta, learning_rate, n_epochs, batch_size, beta1, beta2, epsilon):
    """
    Task 2.7: return theta after n_epochs epochs of Adam on mini-batches.

    Comes in:
        X, y, theta, learning_rate, n_epochs, batch_size
                        as in task 2.6
        beta1, beta2    floats, 0 < beta < 1: the shares that the running means keep
        epsilon         a float > 0; it may be large
    Goes out:
        theta after the last step, shape (n, 1). Epochs and batches are those of task 2.6. With g,
        the mean gradient of a batch, step t = 1, 2, 3 .. of the whole run does, entry by entry,
            m <- beta1 m + (1 - beta1) g
            v <- beta2 v + (1 - beta2) g^2
            theta <- theta - learning_rate * M / (sqrt(V) + epsilon)
        with the corrected M = m / (1 - beta1^t) and V = v / (1 - beta2^t).
        m and v start at 0 and go on from epoch to epoch.
        X, y and the theta that came in stay as they were. Do not set a random seed in here.

    >>> X, y, start = np.array([[1.0]]), np.array([[8.0]]), np.array([[0.0]])
    >>> adam(X, y, start, 0.5, 1, 1, 0.9, 0.999, 16.0)
    array([[0.25]])
    """
    raise NotImplementedError("TODO 2.7: return theta after n_epochs epochs of Adam on mini-batches")


# %% [markdown]
# ## What you have so far
#
# Run this file (`python day4_ex2.py`) to see your results. Then run the checks, as the README
# shows: they run your functions on other data, too.


# %%
def show(name, function, *arguments):
    """Print what one of your functions returns, or what is still to do."""
    try:
        print(f"{name}:\n{function(*arguments)}")
    except NotImplementedError as todo:
        print(f"{name}:\n{todo}")


if __name__ == "__main__":
    X, _ = make_data()
    xi, yi, start = np.array([[1.0, 2.0]]), np.array([[10.0]]), np.zeros((2, 1))
    rows, targets = np.array([[1.0, 0.0], [1.0, 2.0]]), np.array([[4.0], [10.0]])  # y = 4 + 3x
    descent = stochastic_gradient_descent
    show("2.1 the first rows with their ones", add_bias, X[:3])
    show("2.2 gradient of the row (1, 2) at theta = 0", point_gradient, xi, yi, start)
    show("2.3 two points without noise: ends on [4, 3]", descent, rows, targets, start, 0.1, 500)
    show("2.4 a hundred points with noise: ends near [4, 3]", train)
    show(
        "2.5 bonus: the same two points, all rows in each step",
        batch_gradient_descent,
        rows,
        targets,
        start,
        0.1,
        500,
    )
    show(
        "2.6 bonus: ... in batches of one row",
        mini_batch_gradient_descent,
        rows,
        targets,
        start,
        0.1,
        500,
        1,
    )
    show("2.7 bonus: ... with Adam", adam, rows, targets, start, 0.1, 500, 2, 0.9, 0.999, 1e-8)
    print("To check day4_ex2.py, run pytest as the README shows.")
