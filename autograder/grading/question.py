"""A question: one call of a learner's function, whose answer is shown and never judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.grading.codec import Wire, decode, encode
from autograder.grading.learner import Learner
from autograder.grading.spec import all_checks
from autograder.grading.task import Check, Fix, Task
from autograder.mistakes.catalogue import Wording

SHOWN = Wording("shown", "This is what came back.")
"""What such a check says of every answer."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """task: its number. arguments: those of the call, in their wire form."""

    task: str
    arguments: list[Wire]


def question_of(task: Task, arguments: Sequence[Any]) -> OpenQuestion:
    return OpenQuestion(task.number, [encode(one) for one in arguments])


def checks_for(questions: Sequence[OpenQuestion]) -> tuple[Check, ...]:
    """The questions as checks that show what comes back; without any, all checks of the kit."""
    tasks = {check.task.number: check.task for check in all_checks()}
    asked = (_check(tasks[one.task], one, number) for number, one in enumerate(questions, 1))
    return tuple(asked) or all_checks()


def _check(task: Task, question: OpenQuestion, number: int) -> Check:
    def ask(learner: Learner) -> None:
        answer = learner.call(task.function, *map(decode, question.arguments))
        raise Fix(SHOWN.say(), answer)

    ask.__name__ = f"question_{number}"
    return Check(task, 0, f"Question {number}", ask)
