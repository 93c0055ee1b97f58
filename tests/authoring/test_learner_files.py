"""
What a learner's copy says in its README.md and pyproject.toml.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from autograder.authoring.learner_files import learners_pyproject, learners_readme
from autograder.grading.errors import KitError

HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
END = "\n## Read on\n\nFor others.\n"


def test_readme_of_the_kit(root: Path) -> None:
    """
    The learners' README has all sections but the one for others, and names no solutions.
    """
    text = (root / "README.md").read_text(encoding="utf-8")
    copy = learners_readme(text, ())

    assert "solutions" in text
    assert "solutions" not in copy
    assert {"Read on"} == {*HEADING.findall(text)} - {*HEADING.findall(copy)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| a |\n| solutions |\n| b |\n", "| a |\n| b |\n"),
        ("- one\n- two speaks\n  of solutions\n- three\n", "- one\n- three\n"),
        ("One.\n\nTwo speaks\nof solutions.\n\nThree.\n", "One.\n\nThree.\n"),
        ("Its solution.\n", "Its solution.\n"),
    ],
    ids=["row", "item", "paragraph", "another word"],
)
def test_what_speaks_of_solutions_goes(text: str, expected: str) -> None:
    """
    A row, an item or a paragraph that names solutions is left out, and its neighbours stay.
    """
    assert expected == learners_readme(text + END, ())


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[us](LICENSE)", "[us](LICENSE)"),
        ("[us](LICENSE#top)", "[us](LICENSE#top)"),
        ("[us](#start)", "[us](#start)"),
        ("[us](https://example.org/x#y)", "[us](https://example.org/x#y)"),
        ("[us](docs/us.md)", "us"),
        ("[us](docs/us.md#top)", "us"),
        ("![us](docs/us.png)", ""),
    ],
)
def test_links_lead_somewhere(link: str, expected: str) -> None:
    """
    A link into the copy or abroad stays, another becomes its text, a picture nothing.
    """
    assert f"See {expected}.\n" == learners_readme(f"See {link}.\n{END}", ["LICENSE"])


def test_sections_after_the_last_stay() -> None:
    """
    A section that follows the one for others is kept.
    """
    assert "A.\n\n## B\n\nC.\n" == learners_readme(f"A.\n{END}\n## B\n\nC.\n", ())


def test_pyproject_of_the_kit(root: Path) -> None:
    """
    The learners' pyproject differs from the kit's in what pytest and uv do, and has no tools.
    """
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    kit, copy = tomllib.loads(text), tomllib.loads(learners_pyproject(text))
    pytest_ = {k: v for k, v in kit["tool"]["pytest"].items() if k != "norecursedirs"}
    uv = {k: v for k, v in kit["tool"]["uv"].items() if k != "default-groups"}

    assert {
        "project": kit["project"],
        "build-system": kit["build-system"],
        "tool": {"pytest": {**pytest_, "testpaths": ["autograder"]}, "uv": uv},
    } == copy


@pytest.mark.parametrize("line", ["testpaths", "norecursedirs", "default-groups"])
def test_unknown_pyproject_is_an_error(root: Path, line: str) -> None:
    """
    A line that is no longer there, or there twice, is named with the place to change.
    """
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    gone = re.sub(rf"^{line} = .*\n", "", text, flags=re.MULTILINE)
    twice = re.sub(rf"^({line} = .*\n)", r"\1\1", text, flags=re.MULTILINE)

    for changed, count in ((gone, 0), (twice, 2)):
        with pytest.raises(KitError, match=rf"pyproject.toml:1: .*{line}.* {count} times, "):
            learners_pyproject(changed)


def test_unknown_readme_is_an_error() -> None:
    """
    A README without its section for others is not handed out whole.
    """
    with pytest.raises(KitError, match=r"README.md:1: .*Read on.* 0 times, "):
        learners_readme("# Day 4\n", ())
