import ast

import pytest

from autograder.study.source_edit import definition_in, with_definition

NEW = ["def f(x):", "    return 0"]
BEFORE = "import math\n\n\n"
AFTER = "\n\n# %%\ndef g(x):\n    return f(x)\n"


@pytest.mark.parametrize(
    "body",
    [
        "def f(x):\n    return 1",
        "def f(\n    x,\n):\n    if x:\n        return 1\n\n    return 2",
        "@cache\ndef f(x):\n    return 1",
        "async def f(x):\n    return 1",
        "def f(x):\n    return 1\n    # a note of mine",
        'def f(x):\n    """\nText at the margin.\n    """\n    return 1',
    ],
    ids=["plain", "long head", "decorated", "async", "comment below", "text at the margin"],
)
def test_only_the_function_is_replaced(body: str) -> None:
    """
    What is above and below stays as it is, to the last blank line.
    """
    assert BEFORE + "\n".join(NEW) + AFTER == with_definition(BEFORE + body + AFTER, "f", NEW)


@pytest.mark.parametrize(
    "body",
    ["def f(x)\n    return 1", "def f(x):\n    return (1\n", 'def f(x):\n    """Never closed.\n'],
    ids=["colon", "bracket", "text"],
)
def test_a_broken_function_is_replaced(body: str) -> None:
    """
    A function that Python cannot read is cut where the next line begins at the margin.
    """
    new = with_definition(BEFORE + body + AFTER, "f", NEW)

    assert new is not None
    ast.parse(new)
    assert "return 0" in new
    assert "return 1" not in new
    assert new.startswith(BEFORE)
    assert new.endswith(AFTER.lstrip())


def test_a_broken_neighbour_is_left_alone() -> None:
    """
    Another function's fault stays where it is, and the asked one is replaced.
    """
    new = with_definition("def g(x)\n    return 5\n\n\ndef f(x):\n    return 1\n", "f", NEW)

    assert "def g(x)\n    return 5\n\n\ndef f(x):\n    return 0\n" == new


def test_every_definition_is_replaced() -> None:
    """
    An earlier or later copy of the function does not survive.
    """
    assert "def f(x):\n    return 0\ndef f(x):\n    return 0\n" == with_definition(
        "def f(x):\n    return 1\ndef f(x):\n    return 2\n", "f", NEW
    )


def test_line_ends_of_windows_stay() -> None:
    """
    A file with CR LF keeps it, in the new lines, too.
    """
    text = (BEFORE + "def f(x):\n    return 1" + AFTER).replace("\n", "\r\n")
    new = with_definition(text, "f", NEW)

    assert new is not None
    assert new.count("\n") == new.count("\r\n") == (BEFORE + "\n".join(NEW) + AFTER).count("\n")


def test_a_missing_function_is_none() -> None:
    """
    Without the function there is nothing to replace, whatever else bears its name.
    """
    assert None is with_definition("f = 1\nclass A:\n    def f(x):\n        return 1\n", "f", NEW)
    assert None is with_definition("def ff(x)\n    return 1\n", "f", NEW)


def test_a_definition_is_found() -> None:
    """
    The lines of a function are those from its head to its last statement.
    """
    assert ["def g(x):", "    return f(x)"] == definition_in(BEFORE + AFTER, "g")
