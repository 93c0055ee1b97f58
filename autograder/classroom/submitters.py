"""Submitters: who handed in which folder of a Gradescope export."""

import json
import re
from collections.abc import Iterator, Mapping

FOLDER = re.compile(r"""(?P<quote>["']?)(?P<folder>\S+?)(?P=quote):\s*""")
FIELD = re.compile(r"(?P<dash>\s*- |\s+):(?P<key>name|sid|email):(?: +(?P<value>.*?))?\s*")
SECTION = re.compile(r"  :\w+:.*")
CREATED = re.compile(r"  :created_at: +(?P<value>.*?)\s*")
BYTE = re.compile(r"\\x([0-9A-Fa-f]{2})")
# A line that ends within quotes: YAML breaks long values, and the rest of one is not a field.
UNFINISHED = re.compile(r"""\s*(?:- )?:\w+: +(?:"(?:[^"\\]|\\.){0,4096}|'(?:[^']|''){0,4096})""")

Submitters = Mapping[str, tuple[tuple[str, ...], ...]]
"""For each folder its submitters; for each of them what is known, the best id first."""


def submitters_in(text: str) -> Submitters:
    """Who handed in which folder, from the `submission_metadata.yml` of a Gradescope export.

        submission_123:
          :submitters:
          - :name: Ada Lovelace
            :sid: '100'
            :email: ada@example.org

    Only these lines are read, so there is no need for a YAML library, or anything that builds
    objects; lines that are not understood are skipped.
    """
    found: dict[str, list[dict[str, str]]] = {}
    people: list[dict[str, str]] = []
    section = ""
    for line in _whole_lines(text):
        if folder := FOLDER.fullmatch(line):
            people = found.setdefault(folder["folder"], [])
        if SECTION.fullmatch(line) or not line.startswith(" "):
            section = line.strip()
        elif section == ":submitters:" and (field := FIELD.fullmatch(line)):
            if "-" in field["dash"] or not people:
                people.append({})
            people[-1][field["key"]] = _scalar(field["value"] or "")
    known = ("sid", "email", "name")
    return {
        folder: tuple(tuple(one[key] for key in known if one.get(key)) for one in people)
        for folder, people in found.items()
    }


def submitted_in(text: str) -> Mapping[str, str]:
    """When each folder was handed in, as the same file says."""
    found: dict[str, str] = {}
    folder = ""
    for line in text.split("\n"):
        if match := FOLDER.fullmatch(line.rstrip("\r")):
            folder = match["folder"]
        elif folder and (created := CREATED.fullmatch(line)):
            found.setdefault(folder, _scalar(created["value"]))
    return found


def _whole_lines(text: str) -> Iterator[str]:
    """The lines of a text, each value on one."""
    begun = ""
    for line in text.split("\n"):
        begun = f"{begun} {line.strip()}" if begun else line.rstrip("\r")
        if not UNFINISHED.fullmatch(begun):
            yield begun
            begun = ""
    yield begun


def _scalar(text: str) -> str:
    """A value as Ruby's YAML writes it: bare, or in single or double quotes."""
    if text[:1] == "'" and text[-1:] == "'" and len(text) > 1:
        return text[1:-1].replace("''", "'")
    if text[:1] == '"':
        try:
            return str(json.loads(BYTE.sub(r"\\u00\1", text)))
        except ValueError:
            return text.strip('"')
    return "" if text in {"null", "~"} else text
