"""A learner with one function, written into a file as a learner would write it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autograder.grading.draw import Draw
from autograder.grading.grade import Session, fixtures, open_session
from autograder.grading.pictures.gallery import kind_of
from autograder.grading.spec import all_checks
from autograder.grading.submission import Submission
from autograder.grading.task import Task

HEAD = "import numpy as np\nimport sympy as sp\n"
SIGNATURES = {
    "1.1": "def indefinite_integral(f, x):",
    "1.2": "def definite_integral(f, x, lower, upper):",
    "1.3": "def is_probability_density(f, x, lower, upper):",
    "1.4": "def probability(density, x, a, b):",
    "1.5": "def expectation(density, x, lower, upper):",
    "1.6": "def normalize(f, x, lower, upper):",
    "2.1": "def add_bias(X):",
    "2.2": "def point_gradient(xi, yi, theta):",
    "2.3": "def stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs):",
    "2.4": "def train():",
    "2.5": "def batch_gradient_descent(X, y, theta, learning_rate, n_epochs):",
    "2.6": "def mini_batch_gradient_descent(X, y, theta, learning_rate, n_epochs, batch_size):",
    "2.7": "def adam(X, y, theta, learning_rate, n_epochs, batch_size, beta1, beta2, epsilon):",
}
DESCENT = """
theta = theta.copy()
for _ in range(n_epochs * len(X)):
    i = np.random.randint(len(X))
    theta = theta - learning_rate * 2 * X[i:i + 1].T @ (X[i:i + 1] @ theta - y[i:i + 1])
return theta
"""
GRADIENT = "2 / len(X) * X.T @ (X @ theta - y)"
MINI_BATCH = """
for _ in range(n_epochs):
    order = np.random.permutation(len(X))
    for k in range(0, len(X), batch_size):
        rows = order[k:k + batch_size]
        g = 2 / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
        theta = theta - learning_rate * g
return theta
"""
ADAM = MINI_BATCH.replace("for _", "m = v = t = 0\nfor _", 1).replace(
    "theta - learning_rate * g",
    "theta - learning_rate * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + epsilon)",
).replace(
    "        theta =",
    "        t += 1\n        m = beta1 * m + (1 - beta1) * g\n"
    "        v = beta2 * v + (1 - beta2) * g**2\n        theta =",
)  # fmt: skip
RIGHT = {
    "1.1": "return sp.integrate(f, x)",
    "1.2": "return sp.integrate(f, (x, lower, upper))",
    "1.3": (
        "area = sp.integrate(f, (x, lower, upper))\n"
        "return area == 1 and sp.solveset(f < 0, x, sp.Interval(lower, upper)) == sp.S.EmptySet"
    ),
    "1.4": "return sp.integrate(density, (x, a, b))",
    "1.5": "return sp.integrate(x * density, (x, lower, upper))",
    "1.6": "return f / sp.integrate(f, (x, lower, upper))",
    "2.1": "return np.hstack([np.ones((len(X), 1)), X])",
    "2.2": "return 2 * xi.T @ (xi @ theta - yi)",
    "2.3": DESCENT,
    "2.4": "return np.array([[4.2], [2.8]])",
    "2.5": (
        f"for _ in range(n_epochs):\n    theta = theta - learning_rate * {GRADIENT}\nreturn theta"
    ),
    "2.6": MINI_BATCH,
    "2.7": ADAM,
}
PICTURES = {one.task.number: kind_of(one.task) for one in all_checks() if one.task.picture}
STUB = "raise NotImplementedError('TODO')"


def task_of(number: str) -> Task:
    return next(check.task for check in all_checks() if check.task.number == number)


def written(folder: Path, number: str, body: str) -> Path:
    """A file whose function of this task has this body."""
    path = folder / f"{task_of(number).exercise.name}.py"
    lines = "".join(f"    {line}\n" for line in body.strip().splitlines())
    path.write_text(f"{HEAD}{SIGNATURES[number]}\n{lines}", encoding="utf-8")
    return path


def seated(folder: Path, number: str, body: str) -> Session:
    """The learner of such a file, sat down."""
    path = written(folder, number, body)
    exercise = task_of(number).exercise
    return open_session(Submission(path, {exercise.name: path}), exercise, Draw())


def learner(folder: Path, number: str, body: str = "") -> Any:
    """What a picture asks; without a body, the right one."""
    return fixtures(seated(folder, number, body or RIGHT[number]))["learner"]
