"""Which file of a submission is which exercise, by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

# Browsers, learning platforms and file managers number a file that is there already.
NUMBERED = r"(?: ?\(\d{1,3}\)|-\d{1,3}| copy|_copy)?"
ENDINGS = r"\.(py|ipynb)"
# Capitals are those of ASCII only: to re.IGNORECASE, U+0131 is an i and U+017F an s as well.
ANY_CASE = re.IGNORECASE | re.ASCII
TOOLS = re.compile(r"__macosx|__pycache__|venv|env|node_modules", ANY_CASE)


@dataclass(frozen=True, slots=True)
class Names:
    """The exercises that are asked for."""

    exercises: tuple[str, ...]

    def canonical(self, name: str) -> str | None:
        """`day4_ex1.py` for `Day4_Ex1 (2).py`; None for a file that is no exercise."""
        stems = "|".join(map(re.escape, self.exercises))
        match = re.fullmatch(f"({stems}){NUMBERED}{ENDINGS}", name, ANY_CASE)
        return f"{match[1]}.{match[2]}".lower() if match else None

    def missing(self, files: set[str]) -> tuple[str, ...]:
        """The exercises that no file stands for."""
        stems = {PurePosixPath(name).stem for name in files}
        return tuple(name for name in self.exercises if name not in stems)

    @property
    def asked(self) -> str:
        return " or ".join(f"{name}.py" for name in self.exercises)


def is_skipped(part: str) -> bool:
    """Whether a part of a submission is not the learner's work: hidden, or made by a tool."""
    return part.startswith(".") or TOOLS.fullmatch(part) is not None
