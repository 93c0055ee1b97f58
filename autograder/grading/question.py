"""A question: what a learner's function answers, shown or drawn, and never judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.grading.codec import Wire, decode, encode
from autograder.grading.learner import Learner
from autograder.grading.spec import all_checks
from autograder.grading.task import Check, Fix, NotAttempted, Task
from autograder.mistakes.catalogue import Diagnosis, wording

SHOWN = wording("shown: This is what came back.")
"""What such a check says of every answer."""
DRAWN = "drawn"
"""The key of a diagnosis that holds a picture: its title, its words and an SVG."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What is asked about one task.

    task: its label. arguments: those of a call, in their wire form; None: the task's picture is
    wanted, for which the kit asks what it always asks.
    """

    task: str
    arguments: list[Wire] | None


def picture_question(task: str) -> OpenQuestion:
    """What answers with the picture of a task, on the inputs that everybody may know."""
    return OpenQuestion(task, None)


def question_of(task: Task, arguments: Sequence[Any]) -> OpenQuestion:
    return OpenQuestion(task.label, [encode(one) for one in arguments])


def checks_for(questions: Sequence[OpenQuestion]) -> tuple[Check, ...]:
    """The questions as checks that show what comes back; without any, all checks of the kit."""
    tasks = {check.task.label: check.task for check in all_checks()}
    asked = (_check(tasks[one.task], one, number) for number, one in enumerate(questions, 1))
    return tuple(asked) or all_checks()


def _check(task: Task, question: OpenQuestion, number: int) -> Check:
    def ask(learner: Learner) -> None:
        if question.arguments is None:
            raise Fix(_drawn(task, learner))
        answer = learner.call(task.function, *map(decode, question.arguments))
        raise Fix(SHOWN.say(), answer)

    ask.__name__ = f"question_{number}"
    return Check(task, 0, f"Question {number}", ask)


def _drawn(task: Task, learner: Learner) -> Diagnosis:
    """The picture of a task; nothing is drawn of what is no answer."""
    from autograder.grading.pictures.gallery import kind_of
    from autograder.grading.pictures.sketch import sketch

    if not task.picture:
        raise NotAttempted
    picture = kind_of(task).of(learner)
    if picture.answer is None:
        raise NotAttempted
    with np.errstate(all="ignore"):  # a learner's numbers may overflow
        svg = sketch(picture.plot(), f"{task.label} {picture.title}", picture.bars())
    fields = {"title": picture.title, "words": picture.words, "svg": svg}
    return Diagnosis(DRAWN, "{title}", fields)
