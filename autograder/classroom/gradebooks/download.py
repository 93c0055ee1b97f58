"""A downloaded CSV file in which single cells are replaced; every other byte stays as it is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.entries import LISTING, Refused
from autograder.classroom.intake import read_regular
from autograder.grading.errors import KitError
from autograder.grading.files import replacing

MARK = "\ufeff"
SIGNS = (",", ";", "\t")

Span = tuple[int, int]
Row = tuple[Span, ...]
Changes = Mapping[tuple[int, int], str]
"""New texts by row and column."""


@dataclass(frozen=True, slots=True)
class Download:
    """The text of the file, and where in it each cell begins and ends, quotes included."""

    path: Path
    text: str
    encoding: str
    sign: str
    rows: tuple[Row, ...]

    def cell(self, row: int, column: int) -> str:
        """The content of a cell; "" beyond the end of its row."""
        spans = self.rows[row]
        if column >= len(spans):
            return ""
        start, end = spans[column]
        raw = self.text[start:end]
        return raw[1:-1].replace('""', '"') if raw.startswith('"') else raw

    def cells(self, row: int) -> list[str]:
        return [self.cell(row, column) for column in range(len(self.rows[row]))]

    def column(self, column: int, rows: range) -> list[str]:
        return [self.cell(row, column) for row in rows]

    def changed(self, changes: Changes) -> bytes:
        """The file with these cells replaced."""
        pieces, place = [], 0
        for (row, column), value in sorted(changes.items()):
            spans = self.rows[row]
            start, end = spans[column] if column < len(spans) else (spans[-1][1],) * 2
            missing = self.sign * (column - len(spans) + 1)
            is_quoted = self.text[start:end].startswith('"')
            pieces += [self.text[place:start], missing, self._written(value, is_quoted=is_quoted)]
            place = end
        text = "".join([*pieces, self.text[place:]])
        return text.encode(self.encoding, "xmlcharrefreplace")

    def _written(self, value: str, *, is_quoted: bool) -> str:
        if is_quoted or any(sign in value for sign in (self.sign, '"', "\n", "\r")):
            doubled = value.replace('"', '""')
            return f'"{doubled}"'
        return value


def read_download(path: Path) -> Download:
    """The file at a path. Raises KitError."""
    try:
        content = read_regular(path, LISTING)
    except Refused as refused:
        reason = "there is no such file" if not path.exists() else str(refused).removesuffix(".")
        raise KitError(
            f"{path} cannot be filled in: {reason}. Name the CSV file that you downloaded.",
            exit_code=2,
        ) from None
    text, encoding = _decoded(content)
    if not text.strip(f"{MARK} \r\n"):
        raise KitError(f"{path} is empty. Download it again.", exit_code=2)
    sign = max(SIGNS, key=lambda one: _width(text, one))
    try:
        rows = tuple(_rows(text, sign))
    except ValueError as error:
        raise KitError(
            f"{path}:{error}: a quote is out of place. Download it again.", exit_code=2
        ) from None
    return Download(path, text, encoding, sign, rows)


def _decoded(content: bytes) -> tuple[str, str]:
    """Text and encoding; whatever the bytes are, they come out again as they were."""
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    wide = "utf-16-le" if content.startswith(b"\xff") else "utf-16-be"
    encoding = wide if is_wide else "utf-8"
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError:
        return content.decode("latin-1"), "latin-1"


def _width(text: str, sign: str) -> int:
    """How many cells the first row has, if this sign is between them."""
    try:
        return len(next(_rows(text, sign)))
    except ValueError:
        return 0


def _rows(text: str, sign: str) -> Iterator[Row]:
    """The spans of each row. Raises ValueError with the number of a line."""
    cell = re.compile(
        rf'(?P<cell>"[^"]*(?:""[^"]*)*"|[^{sign}"\r\n][^{sign}\r\n]*|)(?P<end>{sign}|\r\n|\r|\n|\Z)'
    )
    row: list[Span] = []
    place = len(MARK) if text.startswith(MARK) else 0
    while place < len(text) or row:
        found = cell.match(text, place)
        if found is None:
            raise ValueError(len(re.findall(r"\r\n|\r|\n", text[:place])) + 1)
        row.append(found.span("cell"))
        place = found.end()
        if found["end"] != sign:
            yield tuple(row)
            row = []


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file; a failed write leaves the old one. Raises OSError."""
    with replacing(path) as file:
        file.buffer.write(content)
