import sys
from types import SimpleNamespace

import pytest

from autograder.grading import question_page
from autograder.grading.question_page import WhyQuestion, question_problems, questions_on


def test_a_question_is_asked_in_one_line_with_its_numbers() -> None:
    """
    The numbers drawn and those that follow fill both the question and the lines on why.
    """
    question = WhyQuestion(
        "There are {twice} apples\nand {b}: how many?\nBecause\n{twice} + {b} = {answer}.",
        lambda a, b, _: {"twice": 2 * a, "answer": 2 * a + b},
    )

    asks, answer, because = question.asked(2, 3, 4)

    assert "There are 4 apples and 3: how many?" == asks
    assert (7, ["Because", "4 + 3 = 7."]) == (answer, because)


def test_an_exercise_without_a_page_has_no_questions() -> None:
    """
    A page is found by the name of its exercise, and is optional.
    """
    assert "1.1" in questions_on("day4_ex1")
    assert {} == questions_on("day9_ex9")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1.1 What is {b}?\nIt is {answer}.", []),
        ("1.1 What is {b}?\nIt is {answr}.", ["question 1.1 needs 'answr', which its NUMBERS do"]),
        ("1.1 What is {b}? It is {answer}.", ["question 1.1 needs one `?` at the end of a line"]),
        ("1.2 What is {b}?\nIt is {answer}.", ["there is no task 1.2 to ask about"]),
        ("1.3 What?\nSo.", ["TEXTS has a question '1.3', and NUMBERS has not"]),
    ],
)
def test_slips_of_an_author_are_found(
    monkeypatch: pytest.MonkeyPatch, text: str, said: list[str]
) -> None:
    """
    A question has a task, numbers of its own, and a sentence below it.
    """
    numbers = dict.fromkeys(("1.1", "1.2"), lambda _, b, __: {"answer": b})
    page = SimpleNamespace(TEXTS=text, NUMBERS=numbers)
    monkeypatch.setattr(question_page, "find_spec", lambda _: page)
    monkeypatch.setitem(sys.modules, "autograder.questions.day9_ex7", page)
    questions_on.cache_clear()

    found = list(question_problems("day9_ex7", {"1.1"}))

    assert len(said) == len(found)
    assert all(one.startswith(start) for one, start in zip(found, said, strict=True))


def test_the_questions_of_the_kit_are_well() -> None:
    """
    No question that is shipped has a slip.
    """
    assert [] == list(question_problems("day4_ex1", set(questions_on("day4_ex1"))))
