"""
README.md and pyproject.toml as a learner's copy of the kit has them.

Both files mark what is for the kit alone: a line that contains `kit only`, and all lines from one
with `kit only: begin` to one with `kit only: end`. A comment `# in a copy: ...` takes effect there.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from autograder.grading.errors import KitError

BEGIN, END = "kit only: begin", "kit only: end"
KIT_ONLY = re.compile(rf"^.*{BEGIN}(.*\n)*?.*{END}.*\n|^.*kit only.*\n", re.MULTILINE)
HERE = "learner_files.py"
LINK = re.compile(r"(?P<picture>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)#]*)(?P<place>#[^)]*)?\)")


def learners_readme(text: str, files: Collection[str]) -> str:
    """
    The README of a copy that holds these files: links to others become plain text.

    Raises KitError.
    """
    return LINK.sub(lambda link: _link(link, files), _without_marked("README.md", text))


def learners_pyproject(text: str) -> str:
    """The pyproject of such a copy. Raises KitError."""
    return _without_marked("pyproject.toml", text).replace("# in a copy: ", "")


def _without_marked(name: str, text: str) -> str:
    """Raises KitError if nothing is marked, or a region is not closed."""
    if not 1 <= text.count(BEGIN) == text.count(END):
        raise KitError(
            f"{name}:1: {text.count(BEGIN)} regions begin with `{BEGIN}`, {text.count(END)} end "
            f"with `{END}`. Mark what learners do not get, as authoring/learner_files.py says."
        )
    return KIT_ONLY.sub("", text).rstrip() + "\n"


def _link(link: re.Match[str], files: Collection[str]) -> str:
    target = link["target"]
    if not target or target in files or "://" in target:
        return link[0]
    return "" if link["picture"] else link["text"]
