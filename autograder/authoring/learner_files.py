"""The handout: README.md and pyproject.toml of the kit, cut down to what a learner needs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from autograder.grading.errors import KitError

NOT_FOR_LEARNERS = re.compile(r"^## Read on\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
PART = re.compile(r"\n(?=\n|\| |- )")
"""What ends a paragraph, a row of a table or an item of a list."""
LINK = re.compile(r"(?P<picture>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)#]*)(?P<place>#[^)]*)?\)")
TABLE = re.compile(r"\[+(project|build-system|tool\.uv|tool\.pytest)\b")
CHANGES = {
    r"^testpaths = .*$": 'testpaths = ["autograder"]  # bare pytest runs the checks',
    r"^norecursedirs = .*\n": "",
    r"^default-groups = .*\n": "",
}


def learners_readme(text: str, files: Collection[str]) -> str:
    """
    The README of a copy that holds these files and no solutions.

    Left out: the section for others, each row or paragraph that speaks of `solutions`, and links
    to files that the copy has not. Raises KitError.
    """
    text = _replaced("README.md", text, NOT_FOR_LEARNERS, "")
    parts = (part for part in PART.split(text) if "solutions" not in part)
    return LINK.sub(lambda link: _link(link, files), "\n".join(parts)).rstrip() + "\n"


def learners_pyproject(text: str) -> str:
    """
    The pyproject of such a copy: bare pytest runs the checks, contributors' tools are left out.

    Raises KitError.
    """
    text = "".join(_tables(text))
    for line, other in CHANGES.items():
        text = _replaced("pyproject.toml", text, re.compile(line, re.MULTILINE), other)
    return text.rstrip() + "\n"


def _link(link: re.Match[str], files: Collection[str]) -> str:
    target = link["target"]
    if not target or target in files or "://" in target:
        return link[0]
    return "" if link["picture"] else link["text"]


def _tables(text: str) -> Iterator[str]:
    return (table for table in re.split(r"^(?=\[)", text, flags=re.MULTILINE) if TABLE.match(table))


def _replaced(name: str, text: str, old: re.Pattern[str], new: str) -> str:
    text, count = old.subn(new, text)
    if count != 1:
        raise KitError(
            f"{name}:1: {old.pattern!r} stands there {count} times, not once; "
            "change it in autograder/authoring/learner_files.py, too."
        )
    return text
