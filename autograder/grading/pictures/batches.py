"""Tasks 2.5, 2.6 and 2.7: the learner's descents on batches, over the plane of theta."""

from typing import ClassVar

import numpy as np

from autograder.grading.pictures.chart import short
from autograder.grading.pictures.descent import DescentPicture
from autograder.grading.pictures.theta import EPOCHS, PORTION, ROWS, Descent, Path
from autograder.judges.sgd.lesson import batch_descent

LONG, SAME = 0.3, 1e-4
"""The rate of batch descent, which gets there in the epochs of the lesson. The distance at which
paths count as the same, since 32-bit floats are welcome.
"""

READ = ROWS * np.arange(EPOCHS + 1)
ANEW = "because its running means begin at 0 in each call"


class BatchPicture(DescentPicture):
    """The learner's path, which knows no chance, on the path of batch descent."""

    title = "Your batch descent over the loss, on the path that it should take"
    cases = (Path(batch_descent(EPOCHS, LONG).T, READ),)
    walk: ClassVar = Descent(
        "batch_gradient_descent", LONG, restarts="as each of its steps reads all rows"
    )
    across: ClassVar[str] = "rows read"

    def course(self, path: Path) -> str:
        apart = np.abs(path.thetas - self.case.thetas[path.read // ROWS]).max(axis=1)
        if apart.max() <= SAME:
            return "Your path is that of batch gradient descent, step by step."
        first = int(np.flatnonzero(apart > SAME)[0])
        away = f"{short(float(apart[first]))} away from that of batch gradient descent"
        return f"Your path differs. After {path.read[first]} rows it is {away}."


class MiniBatchPicture(DescentPicture):
    """The learner's path on mini-batches, beside batch descent."""

    title = "Your path on mini-batches, beside batch gradient descent"
    cases = BatchPicture.cases
    walk: ClassVar = Descent("mini_batch_gradient_descent", 0.05, (PORTION,))
    across: ClassVar[str] = "rows read"


class AdamPicture(DescentPicture):
    """Adam's path, beside batch descent."""

    title = "Your Adam over the loss, beside batch gradient descent"
    cases = BatchPicture.cases
    walk: ClassVar = Descent("adam", 0.1, (PORTION, 0.9, 0.999, 1e-8), restarts=ANEW)
    across: ClassVar[str] = "rows read"
