"""Search for solutions where there must be none; used by the tests of copies for a class."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from autograder.grading.grade import SOLUTIONS

Files = Mapping[str, bytes]

REGION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
SAID_BY_ALL = {"return False", "return theta"}
"""Lines of solutions that give nothing away; the engine has them, too."""
PUZZLES = "autograder/recorded/puzzles.json"
"""Holds lines of solutions, in alphabetical order."""
PIECE = re.compile(r"[\n\"`]")
"""What parts the lines of a text, the strings of a record, the code in prose."""
SHORT = 16
"""Up to so many characters a line counts only as a whole piece."""


def solution_lines() -> set[str]:
    """Every statement and every comment between the marks in the solutions."""
    texts = (path.read_text(encoding="utf-8") for path in SOLUTIONS.glob("*.py"))
    lines = [
        line for text in texts for region in REGION.findall(text) for line in region.split("\n")
    ]
    parts = {part for line in lines for part in (line, *re.split(r"(?=# )", line))}
    return {text for part in parts for text in (plain(part), plain(part).lstrip("# "))} - {""}


def plain(line: str) -> str:
    """A line without indentation and with single spaces."""
    return " ".join(line.split())


def leaks(content: bytes) -> set[str]:
    """The lines of solutions in a file."""
    text = content.decode(errors="replace").replace("\\n", "\n").replace('\\"', '"')
    alone, whole = {plain(piece) for piece in PIECE.split(text)}, " ".join(text.split())
    return {
        line for line in solution_lines() if line in alone or (len(line) > SHORT and line in whole)
    }


def leaking(files: Files) -> dict[str, set[str]]:
    """The files that contain lines of solutions, with these lines."""
    found = {name: leaks(content) - said_by_all(name) for name, content in files.items()}
    return {name: lines for name, lines in found.items() if lines}


def said_by_all(name: str) -> set[str]:
    """The lines that a file of this name may contain."""
    if name == PUZZLES:
        return solution_lines()
    return SAID_BY_ALL if name.startswith("autograder/") and name.endswith(".py") else set()


def solutions_in(files: Files) -> set[str]:
    """The files that are a solution, byte for byte."""
    hashes = {hashlib.sha256(path.read_bytes()).digest() for path in SOLUTIONS.glob("*.py")}
    return {name for name, content in files.items() if hashlib.sha256(content).digest() in hashes}
