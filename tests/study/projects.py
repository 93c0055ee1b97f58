"""Projects of a learner, for the tests of the tools: stubs, some of them filled."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from autograder.authoring.build import exercise_text
from autograder.grading.grade import SOLUTIONS
from autograder.grading.spec import spec_names

RIGHT = {
    "1.1": "return sp.integrate(f, x)",
    "1.2": "return sp.integrate(f, (x, lower, upper))",
    "2.1": "return np.hstack([np.ones((len(X), 1)), X])",
    "2.2": "return 2 * xi.T @ (xi @ theta - yi)",
}
WRONG = {"2.2": "return xi.T @ (xi @ theta - yi)"}


def project(root: Path, *, right: Iterable[str] = (), wrong: Iterable[str] = ()) -> Path:
    """The exercises of a learner who has filled these tasks, rightly or wrongly."""
    bodies = {n: RIGHT[n] for n in right} | {n: WRONG[n] for n in wrong}
    (root / "exercises").mkdir(exist_ok=True)
    for name in spec_names():
        text = exercise_text(SOLUTIONS / f"{name}.py")
        for number, body in bodies.items():
            text = re.sub(rf'raise NotImplementedError\("TODO {number}:.*\)', lambda _: body, text)  # noqa: B023 -- used at once
        path = root / "exercises" / f"{name}.py"
        path.write_text(text, encoding="utf-8", newline="\n")
    return root
