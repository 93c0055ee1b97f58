import ast
import textwrap

import pytest

from autograder.authoring.percent_format import Cell, Kind, SourceError, join, split
from autograder.authoring.stub import is_untouched, stub
from autograder.grading.spec import PROJECT

SOLVED = '''\
def area(f):
    """
    Task 1.1: return the "area" of f.

    More about it.
    """
    if f:
        ### BEGIN SOLUTION
        # An area is a sum.
        return sum(f)
        ### END SOLUTION
    return 0
'''

HOLLOW = '''\
def area(f):
    """
    Task 1.1: return the "area" of f.

    More about it.
    """
    if f:
        raise NotImplementedError("TODO 1.1: return the \\"area\\" of f")
    return 0
'''


def code(text: str) -> Cell:
    return Cell(Kind.CODE, textwrap.dedent(text).strip("\n"))


def task(body: str, number: str = "1.1") -> str:
    """A function of one task, its body indented by four."""
    head = f'def f{number[-1]}():\n    """Task {number}: return one."""\n'
    return head + textwrap.indent(textwrap.dedent(body).strip("\n"), "    ") + "\n"


def test_a_region_becomes_one_hole() -> None:
    """
    The hole stands where the region stood, as deep as it, and says the task's own sentence.
    """
    assert (code(HOLLOW),) == stub([code(SOLVED)])


def test_lesson_cells_stay() -> None:
    """
    Markdown cells and code without a region pass unchanged.
    """
    lesson = (Cell(Kind.MARKDOWN, "Read this."), code("import math"))

    assert lesson == stub([*lesson, code(SOLVED)])[:2]


@pytest.mark.parametrize("name", ["day4_ex1", "day4_ex2"])
def test_the_exercises_are_untouched_stubs(name: str) -> None:
    """
    What a solution gives is Python, is all stubs, and holds one TODO per task.
    """
    source = (PROJECT / "solutions" / f"{name}.py").read_text(encoding="utf-8")

    text = join(stub(split(source)))

    assert is_untouched(text)
    assert not is_untouched(source)
    assert 4 == text.count('raise NotImplementedError("TODO ')
    assert "SOLUTION" not in text


GOOD = """
### BEGIN SOLUTION
return 1
### END SOLUTION
"""

BROKEN = {
    "no end": (task("### BEGIN SOLUTION\nreturn 1"), 3, "has no `### END SOLUTION`"),
    "no begin": (task("return 1\n### END SOLUTION"), 4, "has no `### BEGIN SOLUTION` before it"),
    "nested": (
        task("### BEGIN SOLUTION\n### BEGIN SOLUTION\nreturn 1"),
        4,
        "inside another region",
    ),
    "outside a function": (GOOD.replace("return", "x ="), 1, "outside a function"),
    "outside a task": ("def f():\n" + textwrap.indent(GOOD, "    "), 3, "outside a function"),
    "no statement": (
        task("### BEGIN SOLUTION\n# 1\n### END SOLUTION\nreturn 1"),
        3,
        "no statement",
    ),
    "no region": (task("return 1"), 1, "task 1.1 has no solution regions"),
    "two regions": (
        task("if 1:\n    ### BEGIN SOLUTION\n    x = 1\n    ### END SOLUTION" + GOOD),
        1,
        "task 1.1 has 2 solution regions",
    ),
    "one number twice": (task(GOOD) + "\n\n" + task(GOOD), 8, "another function is task 1.1"),
    "no task": ("x = 1", 1, "no function has a docstring"),
    "not Python": ("def f(:", 1, "not Python"),
    "across blocks": (
        task("try:\n    ### BEGIN SOLUTION\n    x = 1\nfinally:\n    ### END SOLUTION\n    x = 2"),
        4,
        "what is left without the solution is not Python",
    ),
}


@pytest.mark.parametrize(("text", "line", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_solution_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    """
    Each way to break the marks or the tasks is named together with its line.
    """
    with pytest.raises(SourceError, match=words) as caught:
        stub([Cell(Kind.CODE, text.strip("\n"))])

    assert line == caught.value.line


def test_lines_count_from_the_top_of_the_file() -> None:
    """
    An error in a later cell names the line of the file, not of the cell.
    """
    source = "# %%\nimport math\n\n# %%\n" + task("### BEGIN SOLUTION\nreturn 1")

    with pytest.raises(SourceError) as caught:
        stub(split(source))

    assert 7 == caught.value.line


@pytest.mark.parametrize(
    "text",
    [
        task("return 1"),
        task("raise NotImplementedError") + task("return 1", "1.2"),
        task("x = 1\nraise NotImplementedError"),
        "def f(:",
        "x = 1",
        "\0",
    ],
    ids=["filled", "half filled", "begun", "not Python", "no task", "null byte"],
)
def test_work_is_not_taken_for_a_stub(text: str) -> None:
    """
    A file with any work in it, or one that cannot be read, is not untouched.
    """
    assert not is_untouched(text)


def test_the_stub_is_still_python() -> None:
    """
    A hole is a statement, so the hollow cell can be parsed.
    """
    (cell,) = stub([code(SOLVED)])

    assert isinstance(ast.parse(cell.text).body[0], ast.FunctionDef)
