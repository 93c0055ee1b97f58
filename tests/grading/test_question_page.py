from autograder.grading.question_page import WhyQuestion, questions_on


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
    A page is found by the name of its exercise, and is nobody's duty.
    """
    assert "1.1" in questions_on("day4_ex1")
    assert {} == questions_on("day9_ex9")
