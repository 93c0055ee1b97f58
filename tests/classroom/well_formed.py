"""Whether a page is well-formed, by a parser that knows nothing of how it was made."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

VOID = {"meta", "wbr", "br", "img", "path", "rect"}


class Page(HTMLParser):
    """A page as it was read.

    faults: what is not closed, closed out of turn, or used twice as an id. tags: how often each is
    there. text: all of it. links: the names that are linked to, or named as a label.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self._open]
        self.faults += [f"{one} is no id" for one in self.links if one not in self.ids]
        self.faults += [f"id {one} is used twice" for one, n in Counter(self.ids).items() if n > 1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        if tag not in VOID:
            self._open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "aria-labelledby":
                self.links.append(value or "")
            if name in {"href", "src"}:
                place = self.links if (value or "").startswith("#") else self.addresses
                place.append((value or "").removeprefix("#"))
            if name.startswith("on"):
                self.faults.append(f"{name} runs a script")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open[-1:]:
            self._open.pop()
        else:
            self.faults.append(f"</{tag}> out of turn")

    def handle_data(self, data: str) -> None:
        self.text += data
