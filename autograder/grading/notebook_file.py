"""The code of a notebook's file, without its outputs."""

import re

import msgspec

# JSON knows no such numbers, but notebooks have them.
NO_NUMBER = re.compile(rb"(?<=[:\[,\s])(?:NaN|-?Infinity)(?=[,\]}\s])")


class _Cell(msgspec.Struct):
    cell_type: str
    source: str | list[str] = ""
    input: str | list[str] = ""  # what format 3 calls it


class _Sheet(msgspec.Struct):
    cells: list[_Cell] = []


class _Notebook(msgspec.Struct):
    cells: list[_Cell] = []
    worksheets: list[_Sheet] = []


def code_cells(content: bytes) -> tuple[str, ...] | None:
    """The texts of the code cells, of format 3 as well; None for any other file.

    Outputs and pictures are passed over, and nothing is built of them.
    """
    try:
        try:
            notebook = msgspec.json.decode(content, type=_Notebook)
        except msgspec.DecodeError:
            notebook = msgspec.json.decode(NO_NUMBER.sub(b"0", content), type=_Notebook)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    sheets = [notebook.cells, *(sheet.cells for sheet in notebook.worksheets)]
    sources = [c.source or c.input for cells in sheets for c in cells if c.cell_type == "code"]
    return tuple(one if isinstance(one, str) else "".join(one) for one in sources)
