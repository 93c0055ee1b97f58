"""The page of questions of an exercise: what an author asks about why its tasks work.

`autograder/questions/<exercise>.py` has TEXTS, a paragraph for each task, and NUMBERS, what follows
from three numbers that are drawn: a, b and c, from 2 to 9, all different. A paragraph begins with
the number of its task. Its first sentence ends with `?` at the end of a line; two lines below it
say why, with the {answer}. A task without a paragraph has no question.

The questions are not in the specs: nothing in them is graded, and no command has to wait for
NumPy and SymPy.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from inspect import cleandoc

Numbers = Callable[[int, int, int], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class WhyQuestion:
    """A paragraph, and what it holds beside a, b and c."""

    text: str
    numbers: Numbers

    def asked(self, a: int, b: int, c: int) -> tuple[str, float, list[str]]:
        """What is asked, the answer, and the lines on why. Raises LookupError, ValueError."""
        numbers = {"a": a, "b": b, "c": c, **self.numbers(a, b, c)}
        shown = {name: f"{value:g}" for name, value in numbers.items()}
        asks, because = self.text.format_map(shown).split("?\n")
        return f"{' '.join(asks.split())}?", numbers["answer"], because.splitlines()


@cache
def questions_on(exercise: str) -> dict[str, WhyQuestion]:
    """The questions about the tasks of an exercise, by number; none if it has no such page.

    Raises LookupError if one has no numbers.
    """
    name = f"autograder.questions.{exercise}"
    if not find_spec(name):
        return {}
    page = import_module(name)
    texts = (text.split(maxsplit=1) for text in cleandoc(page.TEXTS).split("\n\n"))
    return {number: WhyQuestion(text, page.NUMBERS[number]) for number, text in texts}


def question_problems(exercise: str, numbers: Container[str]) -> Iterator[str]:
    """What is wrong in the page of an exercise that has tasks of these numbers."""
    try:
        questions = questions_on(exercise)
    except LookupError as error:
        yield f"TEXTS has a question {error}, and NUMBERS has not: write its numbers."
        return
    for number, question in questions.items():
        if number not in numbers:
            yield f"there is no task {number} to ask about."
        try:
            question.asked(2, 3, 4)
        except LookupError as error:
            yield f"question {number} needs {error}, which its NUMBERS do not give."
        except ValueError:
            yield f"question {number} needs one `?` at the end of a line, and why below it."
