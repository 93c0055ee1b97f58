"""What is written in a file that may hold an exercise, whatever it is called.

It is searched for `def` lines; nothing is parsed as Python for it, let alone run.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

BOM = b"\xef\xbb\xbf"
UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

DEF = re.compile(rb"^[ \t]*(?:async +)?def +(\w+)", re.MULTILINE)
COMMENT = re.compile(rb"\s*#")
REMARKS = re.compile(rb"(?:\s++|#[^\n]*+)*+")
QUOTES = re.compile(rb"""[rR]?("{3}|'{3}|"|')""")
# In a notebook that is cut off or has conflicts in it: where a line of its code ends or begins.
JOINT = re.compile(rb'\\n(?:",?\s*")?|"(?=def )')
KEYS = (b'"cells"', b'"worksheets"', b'"nbformat"')
MOST = 100  # functions of a file that are looked at
LONGEST = 8 * 1024  # bytes from a `def` to the end of its docstring


@dataclass(frozen=True, slots=True)
class Written:
    """What is written in a file.

    begun: the functions that have a `def` line. filled: those of them that are more than a stub.
    digest: equal for files with the same code. is_idle: whether there is no code at all, or nothing
    but stubs. is_damaged: whether it cannot be read as it was saved, although a person could see
    what is in it. cells: of a notebook that can be read.
    """

    begun: frozenset[str]
    filled: frozenset[str]
    digest: bytes
    is_idle: bool
    is_damaged: bool
    cells: tuple[str, ...] | None = None

    def holds_work(self, asked: Iterable[str]) -> bool:
        """Whether one of these functions is more than a stub."""
        return not self.filled.isdisjoint(asked)


def written(content: bytes, *, is_notebook: bool) -> Written:
    """What is written in a file of this content. is_notebook: whether it is called one.

    It does not depend on how lines end, nor on the outputs of a notebook.
    """
    text = utf8(content)
    cells = _cells(text.removeprefix(BOM).strip())
    code = text.removeprefix(BOM) if cells is None else "\n".join(cells).encode(errors="replace")
    is_broken = cells is None and is_notebook and bool(code.strip()) and not DEF.search(code)
    if is_broken:
        code = JOINT.sub(b"\n", code).replace(b'\\"', b'"')
    code = code.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    heads = list(islice(DEF.finditer(code), MOST))
    filled = {head[1].decode() for head in heads if not _is_stub(code, head.end())}
    lines = [line.rstrip() for line in code.split(b"\n") if line.strip()]
    is_damaged = is_broken or text is not content
    return Written(
        begun=frozenset(head[1].decode() for head in heads),
        filled=frozenset(filled),
        digest=sha256(content if is_damaged else b"\n".join(lines)).digest(),
        is_idle=not filled if heads else all(map(COMMENT.match, lines)),
        is_damaged=is_damaged,
        cells=cells,
    )


def code_in(content: bytes) -> str:
    """The code of a script or of a notebook's cells, as text."""
    cells = _cells(utf8(content).removeprefix(BOM).strip())
    if cells is not None:
        return "\n".join(cells)
    return utf8(content).removeprefix(BOM).decode(errors="replace")


def utf8(content: bytes) -> bytes:
    """A text in UTF-16, as some editors and shells write it, in UTF-8; any other as it is."""
    if encoding := _utf16(content):
        return content.decode(encoding, errors="replace").encode(errors="replace")
    return content


def _utf16(content: bytes) -> str:
    """The encoding of a text in UTF-16, with its mark or beginning in ASCII; "" for others."""
    start = content[:2]
    if len(start) < 2 or start in UTF16 or not start.isascii() or start.count(0) != 1:
        return UTF16.get(start, "")
    return "utf-16-be" if start[0] == 0 else "utf-16-le"


def _is_stub(code: bytes, start: int) -> bool:
    """Whether the function with a name that ends here begins, below its docstring and comments, as
    in a stub.
    """
    body = _code_of(code[start : start + LONGEST].partition(b"\n")[2])
    if quotes := QUOTES.match(body):
        body = _code_of(body[quotes.end() :].partition(quotes[1])[2])
    return body.startswith(b"raise NotImplementedError")


def _code_of(text: bytes) -> bytes:
    """A text from its first code on."""
    return REMARKS.sub(b"", text, count=1)


def _cells(content: bytes) -> tuple[str, ...] | None:
    """The code cells of a notebook, whatever its file is called; None if it is not one."""
    if not content.startswith(b"{") or not (content == b"{}" or any(map(content.count, KEYS))):
        return None
    from autograder.grading.notebook_file import code_cells  # a script needs no reader of JSON

    return code_cells(content)
