import ast
import textwrap
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.authoring.stub import (
    SCRIPT_ONLY,
    Cell,
    SourceError,
    is_untouched,
    join,
    split,
    stub,
)
from autograder.grading.spec import PROJECT
from tests.outline import TASKS

SOURCE = """\
# %% [markdown]
# # Areas
#
# An area under a curve.

# %%
import math


# %%
def area():
    return math.pi


# %% [markdown]
# The end.
"""

LINES = st.text("ab #$%\\", max_size=12).map(str.rstrip)


TAGS = st.sampled_from([(), (SCRIPT_ONLY,)])
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
GOOD = """
### BEGIN SOLUTION
return 1
### END SOLUTION
"""


def is_plain(text: str) -> bool:
    """
    Whether the text has no blank edges and no line that reads as a cell mark, commented or not.
    """
    lines = text.split("\n")
    return bool(lines[0] and lines[-1]) and not any(
        line.startswith(("# %%", "%%")) for line in lines
    )


def texts() -> st.SearchStrategy[str]:
    return st.lists(LINES, min_size=1, max_size=5).map("\n".join).filter(is_plain)


def test_a_source_falls_into_its_cells() -> None:
    """
    Markdown loses its comment signs, code stays as it is, and blank lines around both go.
    """
    assert (
        Cell("# Areas\n\nAn area under a curve.", 2, is_markdown=True),
        Cell("import math", 7),
        Cell("def area():\n    return math.pi", 11),
        Cell("The end.", 16, is_markdown=True),
    ) == split(SOURCE)


@pytest.mark.parametrize("name", ["day4_ex1", "day4_ex2"])
def test_the_solutions_survive_split_and_join(name: str) -> None:
    """
    Splitting a solution and joining its cells gives every byte back.
    """
    source = (PROJECT / "solutions" / f"{name}.py").read_bytes().decode()

    assert source == join(split(source))


@given(
    st.lists(st.builds(Cell, texts(), tags=TAGS, is_markdown=st.booleans()), min_size=1, max_size=5)
)
def test_cells_survive_join_and_split(cells: list[Cell]) -> None:
    """
    Joining any cells and splitting the source gives the same kinds, texts and tags back.
    """
    again = [replace(cell, line=1) for cell in split(join(cells))]

    assert [replace(cell, line=1) for cell in cells] == again


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("# %%\nx = 1\r\n", 2, "CR LF"),
        ("# %% [markdown]\n# A\nB\n", 3, "begins with `# `"),
        ("x = 1\n# %%\n", 1, "begins with a cell mark"),
        ("", 1, "begins with a cell mark"),
        ('# %% tags=["scripts"]\nx = 1\n', 1, "there is no tag 'scripts'"),
    ],
    ids=["crlf", "markdown without #", "code before the first mark", "empty", "tag"],
)
def test_a_broken_source_is_refused_with_its_line(source: str, line: int, words: str) -> None:
    """
    A source that cannot be split names the line and what is wrong with it.
    """
    with pytest.raises(SourceError, match=words) as caught:
        split(source)

    assert line == caught.value.line


def code(text: str) -> Cell:
    return Cell(textwrap.dedent(text).strip("\n"))


def task(body: str, number: str = "1.1") -> str:
    """A function of one task, its body indented by four."""
    head = f'def f{number[-1]}():\n    """Task {number}: return one."""\n'
    return head + textwrap.indent(textwrap.dedent(body).strip("\n"), "    ") + "\n"


def test_a_region_becomes_one_hole() -> None:
    """
    The hole is where the region was, indented as deep, and has the task's own sentence.
    """
    assert (code(HOLLOW),) == stub([code(SOLVED)])


def test_lesson_cells_stay() -> None:
    """
    Markdown cells and code without a region pass unchanged.
    """
    lesson = (Cell("Read this.", is_markdown=True), code("import math"))

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
    tasks = [task for task in TASKS if task.exercise == name]
    assert len(tasks) == text.count('raise NotImplementedError("TODO ')
    assert "SOLUTION" not in text


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
        stub([Cell(text.strip("\n"))])

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
