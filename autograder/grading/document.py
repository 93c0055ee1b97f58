"""Whole pages of HTML: one template for everything that is written as a page."""

from __future__ import annotations

from html import escape

DOCUMENT = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font-family: system-ui, sans-serif; line-height: 1.4; max-width: 50rem; margin: 2rem auto;
  padding: 0 1rem; overflow-wrap: anywhere; }}
th, td {{ padding: 0.2rem 1rem 0.2rem 0; text-align: left; vertical-align: baseline;
  overflow-wrap: normal; }}
div {{ overflow-x: auto; }}
meter {{ width: min(16rem, 35vw); }}
pre {{ white-space: pre-wrap; }}
</style>
</head>
<body>
<h1>{heading}</h1>
{body}</body>
</html>
"""


class Html(str):
    """Markup, which becomes part of a page as it is; any other text is escaped."""

    __slots__ = ()


def document(title: str, *parts: str, heading: str = "") -> str:
    """
    A whole page that needs no other file and follows the reader's light or dark theme.

    heading: the title if empty. parts: markup, or plain text, which becomes a paragraph.
    """
    body = "".join(part if isinstance(part, Html) else f"<p>{escape(part)}</p>\n" for part in parts)
    return DOCUMENT.format(title=escape(title), heading=escape(heading or title), body=body)
