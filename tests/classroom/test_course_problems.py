"""
Slips in course.toml.
"""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.course_problems import _line_of, problems
from autograder.classroom.course_toml import Course

WHEN = "it must be a date and a time without quotes, such as 2026-12-01T23:59:00+01:00."
TOP = "belongs at the top, above the first [table]."
KNOWN = (
    "use name, only, secret, roster, due, timezone, grace, attempts, shows, pictures, "
    "ungraded, late, extensions or points."
)
CHECKS = "lesson_integral, unseen_integrands, other_ranges or parameter_in_integrand."

PROBLEMS = {
    "a number in quotes": (
        'grace = "15"',
        '1: grace is "15"; it must be a number from 0 to 1000000.',
    ),
    "a switch": ("grace = true", "1: grace is true; it must be a number from 0 to 1000000."),
    "not a number": ("grace = nan", "1: grace is NaN; it must be a number from 0 to 1000000."),
    "without end": ("grace = inf", "1: grace is Infinity; it must be a number from 0 to 1000000."),
    "negative": (
        "\n\n[late]\ndays = -1",
        "4: late.days is -1; it must be a number that is not negative.",
    ),
    "a percent sign": (
        '[late]\npercent_per_day = "10%"',
        '2: late.percent_per_day is "10%"; it must be a number from 0 to 100.',
    ),
    "a wrong word": (
        'attempts = "newst"',
        '1: attempts is "newst"; it must be "newest" or "best". Did you mean newest?',
    ),
    "a word that means another": (
        'attempts = "latest"',
        '1: attempts is "latest"; it must be "newest" or "best".',
    ),
    "capitals": (
        'shows = "TASK"',
        '1: shows is "TASK"; it must be "checks", "tasks" or "points". Did you mean tasks?',
    ),
    "a number for a word": ("ungraded = 0", '1: ungraded is 0; it must be "blank" or "zero".'),
    "a number for a text": ("roster = 3", "1: roster is 3; it must be a text in quotes."),
    "an unknown word": ("atempts = 3", "1: atempts is unknown; did you mean attempts?"),
    "a switch in quotes": (
        'pictures = "true"',
        '1: pictures is "true"; it must be true or false, without quotes.',
    ),
    "a foreign word": ("Fälligkeit = 3".replace("ä", "ae"), f"1: Faelligkeit is unknown; {KNOWN}"),
    "a quoted key": ('"time zone" = 3', '1: "time zone" is unknown; did you mean timezone?'),
    "a key that is no name": ('"" = 1', f'1: "" is unknown; {KNOWN}'),
    "a key that would paint": ('"\\u001b[31m" = 1', f'1: "\\u001b[31m" is unknown; {KNOWN}'),
    "a dot in a key": ('"late.days" = 1', '1: "late.days" is unknown; did you mean late?'),
    "an unknown table": ("[lat]\ndays = 3", "1: lat is unknown; did you mean late?"),
    "dotted": ("late.dys = 3", "1: late.dys is unknown; did you mean days?"),
    "inline": (
        "late = {days = 3, per_day = 1}",
        "1: late.per_day is unknown; did you mean percent_per_day?",
    ),
    "an array of tables": (
        "[[late]]\ndays = 3",
        "1: late is a table: write [late] above its entries.",
    ),
    "a number for a table": ("late = 3", "1: late is a table: write [late] above its entries."),
    "below the wrong table": (
        '[late]\nattempts = "best"',
        f"2: late.attempts is unknown; attempts {TOP}",
    ),
    "above its table": ("days = 3", "1: days is unknown; days belongs below [late]."),
    "a date alone": ("due = 2026-12-01", f"1: due is 2026-12-01; {WHEN}"),
    "a time alone": ("due = 23:59:00", f"1: due is 23:59:00; {WHEN}"),
    "a date in quotes": (
        'due = "2026-12-01T23:59:00Z"',
        f'1: due is "2026-12-01T23:59:00Z"; {WHEN}',
    ),
    "the year 1": (
        "due = 0001-01-01T00:00:00+14:00",
        f"1: due is 0001-01-01T00:00:00+14:00; {WHEN}",
    ),
    "no zone": (
        "due = 2026-12-01T23:59:00",
        (
            "1: due has no time zone; write 2026-12-01T23:59:00+01:00, or add "
            'timezone = "Europe/Berlin" at the top.'
        ),
    ),
    "no zone in an extension": (
        "[extensions]\nada = 2026-12-05T10:00:00",
        (
            "2: extensions.ada has no time zone; write 2026-12-05T10:00:00+01:00, or add "
            'timezone = "Europe/Berlin" at the top.'
        ),
    ),
    "a date in an extension": (
        "[extensions]\n007 = 2026-12-05",
        f"2: extensions.007 is 2026-12-05; {WHEN}",
    ),
    "an address": (
        "[extensions]\nada.l = 2026-12-05T10:00:00Z",
        '2: extensions.ada is a table; put an id with a dot in quotes: "ada.l".',
    ),
    "an entry below the extensions": (
        '[extensions]\nattempts = "best"',
        f'2: extensions.attempts is "best"; {WHEN} Or attempts {TOP}',
    ),
    "a zone without its continent": (
        'timezone = "Berlin"',
        "1: Berlin is not a time zone; did you mean Europe/Berlin?",
    ),
    "a path for a zone": (
        'timezone = "../../etc/passwd"',
        "1: ../../etc/passwd is not a time zone; write one such as Europe/Berlin or UTC.",
    ),
    "a task without quotes": (
        "[points.2.3]\nwalk_step = 3",
        '1: there is no task 2; in quotes it is one: [points."2.3"].',
    ),
    "a task in words": ('[points."Task 2.3"]', "1: there is no task Task 2.3; did you mean 2.3?"),
    "a decimal comma": ('[points."2,3"]', "1: there is no task 2,3; did you mean 2.3?"),
    "points of a task": (
        '[points]\n"1.1" = 2',
        '2: points."1.1" is a table: write [points."1.1"] above its entries.',
    ),
    "a misspelt check": (
        '[points."1.1"]\nlesson_integal = 2',
        "2: task 1.1 has no check lesson_integal; did you mean lesson_integral?",
    ),
    "a check of the spec": (
        '[points."1.1"]\ntest_lesson_integral = 2',
        "2: task 1.1 has no check test_lesson_integral; did you mean lesson_integral?",
    ),
    "another check": ('[points."1.1"]\nx = 2', f"2: task 1.1 has no check x; use {CHECKS}"),
    "an entry below the points": (
        '[points."1.1"]\ngrace = 3',
        f"2: task 1.1 has no check grace; grace {TOP}",
    ),
    "half a point": (
        'points."1.1".lesson_integral = 0.5',
        '1: points."1.1".lesson_integral is 0.5; it must be a whole number from 0 to 1000000.',
    ),
}


def problems_in(text: str) -> list[str]:
    return problems(text, tomllib.loads(text), Course)


@pytest.mark.parametrize(("text", "expected"), PROBLEMS.values(), ids=PROBLEMS)
def test_each_problem_has_its_line_and_the_right_word(text: str, expected: str) -> None:
    """
    A wrong entry is named with its line, what it must be, and the nearest right word.
    """
    assert [f"line {expected}"] == problems_in(text)


def test_the_same_problem_on_several_lines() -> None:
    """
    The same wrong value at several places is named at each of them, in order.
    """
    text = 'grace = "x"\n[extensions]\ngrace = "x"\nada = "x"\n[late]\ndays = "x"\ngrace = 1\n'

    assert [1, 3, 4, 6, 7] == [int(line[5:].split(":")[0]) for line in problems_in(text)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('name = """\ngrace = 3\n"""\ngrace = "x"', 4),
        ("# grace = 3\n\ngrace = [\n1,\n\n2]", 3),
        ("[late]\ndays = 1\n\n[extensions]\n\n[points]\n[points.'9']\ngrace = 1", 7),
        ('"grace" = "x"', 1),
        ("name = 'grace = 1'\n'grace'= 'x' # grace", 2),
    ],
)
def test_a_line_is_that_of_the_entry(text: str, line: int) -> None:
    """
    Neither a text, a comment nor a table that looks like the entry is taken for it.
    """
    assert [f"line {line}"] == [one.split(":")[0] for one in problems_in(text)]


LINES = st.lists(
    st.sampled_from(["", "# x = 1", 'a{} = """\nx = 1\n"""', "b{} = [\n1,\n]", "c{} = 1"]),
    max_size=6,
)


@given(LINES, LINES)
def test_any_entry_is_found_between_others(above: list[str], below: list[str]) -> None:
    """
    The line of an entry is one more than the lines above it, whatever is around it.
    """
    first = [line.format(number) for number, line in enumerate(above)]
    last = [line.format(number + 100) for number, line in enumerate(below)]
    text = "\n".join([*first, "x = [", "1]", *last])

    assert 1 + sum(line.count("\n") + 1 for line in first) == _line_of(text, ("x",))
