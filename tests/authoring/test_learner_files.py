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
REGION = "<!-- kit only: begin -->\n\n## Read on\n\nFor others.\n\n<!-- kit only: end -->\n"


def test_readme_of_the_kit(root: Path) -> None:
    """
    The learners' README has all sections but the one for others, and names no solutions.
    """
    text = (root / "README.md").read_text(encoding="utf-8")
    copy = learners_readme(text, ())

    assert "solutions" in text
    assert "solutions" not in copy
    assert "kit only" not in copy
    assert {"Read on"} == {*HEADING.findall(text)} - {*HEADING.findall(copy)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| a |\n| b <!-- kit only --> |\n| c |\n", "| a |\n| c |\n"),
        (f"A.\n\n{REGION}\n## B\n", "A.\n\n\n## B\n"),
        (f"A.\n\n{REGION}B.\n{REGION}", "A.\n\nB.\n"),
        ("Its solution.\n", "Its solution.\n"),
    ],
    ids=["row", "section", "two sections", "unmarked"],
)
def test_what_is_marked_goes(text: str, expected: str) -> None:
    """
    A marked line or region is left out, and its neighbours stay.
    """
    assert expected == learners_readme(text + REGION, ())


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
    assert f"See {expected}.\n" == learners_readme(f"See {link}.\n{REGION}", ["LICENSE"])


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


@pytest.mark.parametrize(
    "text",
    ["# Day 4\n", "kit only: begin\n", REGION + "kit only: begin\n", REGION + "kit only: end\n"],
    ids=["none", "open", "second open", "no beginning"],
)
def test_unmarked_file_is_an_error(text: str) -> None:
    """
    A file without marks, or with a region that is not closed, is not handed out.
    """
    with pytest.raises(KitError, match=r"README.md:1: . regions begin"):
        learners_readme(text, ())
    with pytest.raises(KitError, match=r"pyproject.toml:1: . regions begin"):
        learners_pyproject(text)
