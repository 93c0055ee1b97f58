"""The docs: the schema is derived, the example is real, and links, paths and commands exist."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import msgspec
import pytest

from autograder import cli
from autograder.authoring.build import exercise_text
from autograder.grading.grade import grade
from autograder.grading.record import Record, read_record, record_of
from autograder.grading.spec import PROJECT

PAGES = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").glob("*.md")])
ABOUT_CODE = ("CONTRIBUTING.md", "README.md", "docs/architecture.md", "docs/authors.md")
CODE = re.compile(r"`([^`\n]+)`")
NAMED = re.compile(r"(?:[\w*-]+/)+(?:[\w*-]+\.py)?")
EXAMPLE_EXERCISE = "day5_ex1"
LINK = re.compile(r"\[[^\]]+\]\((?!https?:)([^)#]+)[^)]*\)")
MACHINE_PATH = re.compile(r"(?<![\w.~>)\]])(/(home|Users|root|work|tmp|mnt|opt|srv)/|[A-Z]:\\)")
TYPED = re.compile(r"^(?: {4}|.*`)(?:python -m uv run )?autograder ([a-z]+)\b", re.MULTILINE)
SHOWN = re.compile(r"^\$ (?:python -m uv run )?autograder ([a-z]+)\b", re.MULTILINE)
EXAMPLE = re.compile(r"^```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)
AREA_ONLY = {
    "1.2": "return sp.integrate(f, (x, lower, upper))",
    "1.3": "return definite_integral(f, x, lower, upper) == 1",
}
TITLES = ("The area must be exactly 1;", "A function that dips", "Handles a single value")


def label(path: Path) -> str:
    """A page as the id of a test."""
    return path.relative_to(PROJECT).as_posix()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def exists(name: str) -> bool:
    """Whether a path, which may contain a `*`, exists in the kit or in autograder/."""
    return any([*root.glob(name)] for root in (PROJECT, PROJECT / "autograder"))


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The record in docs/verdict.md, as a file."""
    found = EXAMPLE.findall(text_of(PROJECT / "docs" / "verdict.md"))
    assert 1 == len(found)
    path = tmp_path / "verdict.json"
    path.write_text(found[0], encoding="utf-8")
    return path


def commands() -> set[str]:
    """The sub-commands of the command line."""
    actions = cli.parser()._actions
    return {n for a in actions if isinstance(a, argparse._SubParsersAction) for n in a.choices}


def test_schema_is_derived() -> None:
    """
    The JSON Schema in the docs is the one that the record's classes give.
    """
    schema = msgspec.json.encode(msgspec.json.schema(Record), order="sorted")
    derived = msgspec.json.format(schema, indent=2).decode() + "\n"

    assert derived == text_of(PROJECT / "docs" / "verdict.schema.json")


def test_example_is_what_a_run_writes(example: Path, tmp_path: Path) -> None:
    """
    The example in the docs is a valid record of what the described submission gets.
    """
    stub = exercise_text(PROJECT / "solutions" / "day4_ex1.py")
    for number, body in AREA_ONLY.items():
        stub = re.sub(rf'raise NotImplementedError\("TODO {number}:.*\)', body, stub)
    submission = tmp_path / "day4_ex1.py"
    submission.write_text(stub, encoding="utf-8")
    tasks = record_of(grade(submission, tasks=["1.3", "1.4"])).tasks
    expected = [c for task in tasks for c in task.checks if c.title.startswith(TITLES)]

    assert expected == [check for task in read_record(example).tasks for check in task.checks]


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_links_resolve(path: Path) -> None:
    """
    Every link from one page of the kit to another file or folder leads there.
    """
    targets = LINK.findall(text_of(path))
    assert [] == [target for target in targets if not (path.parent / target).exists()]


@pytest.mark.parametrize("page", ABOUT_CODE)
def test_named_files_exist(page: str) -> None:
    """
    Every folder and Python file that a page about the code names exists, in the kit or in
    autograder/.
    """
    words = [word for code in CODE.findall(text_of(PROJECT / page)) for word in code.split()]
    names = {word for word in words if NAMED.fullmatch(word) and EXAMPLE_EXERCISE not in word}

    assert names
    assert set() == {n for n in names if not exists(n)}


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_pages_are_plain(path: Path) -> None:
    """
    A page is ASCII with LF line ends, and contains no path of one particular machine.
    """
    content = path.read_bytes()

    assert content.isascii()
    assert b"\r" not in content
    assert not MACHINE_PATH.search(content.decode())


def test_the_index_lists_every_page() -> None:
    """
    The index, docs/README.md, has a row for every other file in docs/, and no other rows.
    """
    folder = PROJECT / "docs"
    rows = re.findall(r"^\| \[([^\]]+)\]\(\1\) \|", text_of(folder / "README.md"), re.MULTILINE)

    files = {path.name for path in folder.iterdir() if path.is_file()}

    assert files - {"README.md"} == set(rows)
    assert len(rows) == len(set(rows))


def test_commands_and_docs_agree() -> None:
    """
    Every sub-command on the pages exists, and every one that exists is on a page.
    """
    pages = "\n".join(text_of(path) for path in PAGES)
    assert commands() == {*TYPED.findall(pages), *SHOWN.findall(pages)}
