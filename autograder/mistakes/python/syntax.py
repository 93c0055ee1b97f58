"""What to do first about a line that is not Python, or not yet."""

import re
import sys
from difflib import get_close_matches
from keyword import kwlist

ADVICE = {
    "was never closed": "Count the brackets from this line on: which one has no partner?",
    "unmatched": "Delete it, or add the bracket that opens it.",
    "does not match opening": "Close each bracket with its own kind: ( with ), [ with ].",
    "expected ':'": "A line that opens a block (if, for, def ...) ends with a colon, and needs no braces. (else if is elif in Python.)",
    "expected an indented block": "Below the colon, start a line four spaces further in.",
    "unexpected indent": "Move it to the left, or put back the line that opens its block.",
    "unindent does not match": "Start it in the same column as another line of its block.",
    "outside function": "Move it to the right, into its function.",
    "tabs and spaces": "Replace each tab at the start of a line by four spaces.",
    "unterminated triple-quoted": "Above it, a triple-quoted string has lost its opening or closing quotes: check the function you edited last.",
    "unterminated": "Close the text with the quotes that open it.",
    "expected 'else'": "Within a line, if needs its else: value if condition else other.",
    "forgot a comma": "Between two parts of it, a comma, an operator or a bracket is missing.",
    "invalid non-printable": "There is an invisible character in it, perhaps from copying: type the line again.",
    "invalid character": "A character in it only looks like one of Python's, perhaps from copying: type it again.",
    "decimal literal": "Between a number and a name, write the * of the product.",
    "instead of '='": "Only a name may be to the left of =; to compare, write ==.",
    "import * only": "Write that import above all functions, or do without it: sp. in front of a name is enough.",
    "invalid syntax": "Correct it first. If it looks right, look at the line above.",
    "": "Correct that line first.",
}
"""What to do first about a line that is not Python, by words of Python's own."""

NEWER = (
    ((3, 12), r"^f-string expression part cannot include", "braces"),
    (
        (3, 12),
        r"""^(?:f-string: |unexpected char).*\n.*\bf(['"])((?!\1).)*{((?!\1|}).)*\1.*\1""",
        "braces",
    ),
    ((3, 12), r"""^unterminated string.*\n.*\bf['"][^}]*{[^}]*$""", "braces"),
    ((3, 12), r"\n(type \w+(\[.*\])? =|(async )?(def|class) \w+\[)", "line"),
    ((3, 14), r"^multiple exception types must be parenthesized", "line"),
    ((3, 14), r"""^invalid syntax\n(.*[=(\[,+ ])?t[rR]?['"]""", "line"),
    ((3, 15), r"^(iterable|dict) unpacking cannot be used in|\nlazy (import|from) ", "line"),
)
"""Syntax that came with a later Python: which one, Python's words and the line, what to rewrite."""

REWRITE = {
    "braces": "The checks run on Python {runs}, which reads less in an f-string than newer ones. Put what is in its braces on a line before it.",
    "line": "The checks run on Python {runs}, which cannot read what came with {since}. Write this line the older way.",
}


SLIPS = (
    (r"^```", "Three backticks mark code in a chat. Python does not know them: delete both lines."),
    (r"^>>>", "Leave out the >>>, which only marks what somebody typed."),
    (
        r"^(<{7}|={7}|>{7})( |$)",
        "Git marks two versions of the code like this: keep one of them, and delete the marks.",
    ),
    (
        r"(?i)^(<!doctype|<html|<\?xml|\{\\rtf)",
        "This is a web page or a document. Save the code alone, as plain text.",
    ),
    (r"^\d+[:.]?\s+(def|import|from|return|for|if|#|\w+ =)", "Delete the line number in front."),
    (r"^function\b", "Python begins a function with def, and its line ends with a colon."),
    (r"&&|\|\||(^|[\s(])!(?=[\w(])", "Python writes these as words: and, or, not."),
    (r"\w(\+\+|--)[;)\s]*$", "To count up or down, write += 1 or -= 1."),
    (r" \? .* : ", "Python chooses between two values like this: one if condition else other."),
    (r"%\*%", "Python multiplies two matrices with @."),
    (
        r"(?<!\d)\.[*/^]",
        "NumPy's * and / work entry by entry already: leave out the dot. A power is **.",
    ),
    (r"\blambda\s*(=(?!=)|[,)])", "lambda is a word of Python's own: choose another name."),
    (r"\{$", "Python opens a block with a colon and indents it, and needs no braces."),
    (
        r"([-+*/@]|[^=!<>]=|\b(and|or|not|in|is|if|else|lambda))$",
        "The line ends before its last value.",
    ),
    (
        r"^return (\w+|.*\)) *=[^=]",
        "To return a value, leave out the = and what is before it; to compare, write ==.",
    ),
    (
        r"^(elif|else|except|finally)\b",
        "Its if, for or try is above it in the same column, with nothing else in that column between them.",
    ),
)
"""What Python calls invalid syntax and no more, by the line itself."""

TRANSPOSED = re.compile(r"[\w)\]]'(\s*([-+*/@),]|$))")
"""What MATLAB takes for a transpose."""

APART = re.compile(r"(\b\d[\d.]*|\b[A-Za-z_][\w.]*|\))\s+(?=([A-Za-z_(]\w*|\d))")
"""Two values side by side, with nothing but space between them."""


def advice_on(text: str, line: str, runs: tuple[int, int] = sys.version_info[:2]) -> str:
    """What to do about a line that is not Python, or not yet. text: Python's own words."""
    for since, pattern, what in NEWER:
        if runs < since and re.search(pattern, f"{text}\n{line}"):
            return REWRITE[what].format(runs=_dotted(runs), since=_dotted(since))
    said = next(said for words, said in ADVICE.items() if words in text)
    if "unterminated" in text and TRANSPOSED.search(line):
        return "The ' begins a text in Python. A transpose is written .T."
    return (text == "invalid syntax" and _slip_in(line)) or said


def _slip_in(line: str) -> str:
    """What is wrong with a line of which Python says no more; "" if that is not plain."""
    first = re.match(r"([A-Za-z_]+) (?=[\w(\[])", line)
    if first and first[1] not in kwlist:
        for meant in get_close_matches(first[1], kwlist, 1, 0.75):
            return f"Is {meant} spelt right?"
    for pattern, said in SLIPS:
        if re.search(pattern, line):
            return said
    pairs = (found.groups() for found in APART.finditer(line))
    if any(set(pair).isdisjoint(kwlist) for pair in pairs):
        return "Between two values an operator is missing, such as * or @, or a comma."
    return ""


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))
