from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.authoring.percent_format import SCRIPT_ONLY, Cell, Kind, SourceError, join, split
from autograder.grading.spec import PROJECT

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
        Cell(Kind.MARKDOWN, "# Areas\n\nAn area under a curve.", 2),
        Cell(Kind.CODE, "import math", 7),
        Cell(Kind.CODE, "def area():\n    return math.pi", 11),
        Cell(Kind.MARKDOWN, "The end.", 16),
    ) == split(SOURCE)


@pytest.mark.parametrize("name", ["day4_ex1", "day4_ex2"])
def test_the_solutions_survive_split_and_join(name: str) -> None:
    """
    Splitting a solution and joining its cells gives every byte back.
    """
    source = (PROJECT / "solutions" / f"{name}.py").read_bytes().decode()

    assert source == join(split(source))


TAGS = st.sampled_from([(), (SCRIPT_ONLY,)])


@given(st.lists(st.builds(Cell, st.sampled_from(Kind), texts(), tags=TAGS), min_size=1, max_size=5))
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
