"""What no ordinary linter checks: words that execute data, sentences, paths, characters."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

from autograder.authoring.build import exercise_text
from autograder.grading.spec import PACKAGE, PROJECT

FORBIDDEN = {
    "pickle",
    "eval",
    "exec",
    "sympify",
    "parse_expr",
    "marshal",
    "shelve",
    "dill",
    "literal_eval",
    "allow_pickle",
}
SOURCES = sorted(PACKAGE.rglob("*.py"))
SOLUTIONS = sorted((PROJECT / "solutions").glob("*.py"))
TESTS = sorted(
    path
    for path in (PROJECT / "tests").rglob("test_*.py")
    if not {"submissions", "benchmarks"} & set(path.parts)
)
MACHINE_PATH = re.compile(r"(?<![\w.~>)\]])(/(home|Users|root|work|tmp|mnt|opt|srv)/|[A-Z]:\\\\)")
SENTENCE = re.compile(r"[^a-z].*\.", re.DOTALL)
SENTENCE_END = re.compile(r"[.?!]\s+[A-Z]")


LONGEST = 40  # lines of a function, without its docstring


def label(path: Path) -> str:
    """A path as the id of a test."""
    return path.relative_to(PROJECT).as_posix()


def forbidden_words(source: str) -> Iterator[tuple[int, str]]:
    """Line and word of each use of a tool that executes data."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.expr | ast.stmt | ast.keyword):
            yield from ((node.lineno, word) for word in words_of(node) if word in FORBIDDEN)


def words_of(node: ast.AST) -> Iterator[str]:
    """The names that a node of the syntax tree brings in."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            yield name
        case ast.Import(names=names):
            yield from (part for name in names for part in name.name.split("."))
        case ast.ImportFrom(module=module, names=names):
            yield from (module or "").split(".")
            yield from (name.name for name in names)
        case ast.keyword(arg=name, value=value) if name and not is_false(value):
            yield name


def is_false(node: ast.expr) -> bool:
    """Whether an expression is the literal False."""
    return isinstance(node, ast.Constant) and node.value is False


def functions(source: str) -> Iterator[ast.FunctionDef]:
    """The test functions of a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node


def is_sentence(text: str) -> bool:
    """Whether a text is one sentence with a full stop."""
    text = text.strip()
    return bool(SENTENCE.fullmatch(text)) and not SENTENCE_END.search(text)


def test_a_class_name_means_one_thing() -> None:
    """No two classes of the kit share a name."""
    names = [
        node.name
        for path in SOURCES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    ]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("path", SOURCES, ids=label)
def test_nothing_runs_data(path: Path) -> None:
    """
    No module of the kit uses a tool that turns data into running code.
    """
    assert [] == list(forbidden_words(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("word", sorted(FORBIDDEN))
@pytest.mark.parametrize(
    "template",
    [
        "import {}",
        "from {} import x",
        "from x import {}",
        "import x.{}",
        "x.{}(y)",
        "{}(y)",
        "f={}",
    ],
)
def test_each_tool_would_be_found(word: str, template: str) -> None:
    """
    Each word is found, whichever way it is brought in.
    """
    assert [(2, word)] == list(forbidden_words("\n" + template.format(word)))


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("load(f, allow_pickle=True)", [(1, "allow_pickle")]),
        ("load(f, allow_pickle=flag)", [(1, "allow_pickle")]),
        ("load(f, allow_pickle=False)", []),
    ],
    ids=["True", "a name", "False"],
)
def test_allow_pickle_may_only_be_false(call: str, expected: list[tuple[int, str]]) -> None:
    """
    The keyword is allowed when it forbids pickles.
    """
    assert expected == list(forbidden_words(call))


def test_words_in_text_are_free() -> None:
    """
    A message or a comment may mention the tools.
    """
    assert [] == list(forbidden_words("message = 'eval and pickle'  # exec"))


@pytest.mark.parametrize("path", TESTS, ids=label)
def test_every_test_states_a_law(path: Path) -> None:
    """
    The docstring of every test is one sentence.
    """
    tests = functions(path.read_text(encoding="utf-8"))

    assert [] == [test.name for test in tests if not is_sentence(ast.get_docstring(test) or "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Areas add up.", True),
        ("It takes two lines,\nbut ends once.", True),
        ("`oo` is 1.5 times e.g. nothing.", True),
        ("", False),
        ("Areas add up", False),
        ("areas add up.", False),
        ("Areas add up. So do sums.", False),
    ],
)
def test_sentences_are_recognised(text: str, expected: bool) -> None:
    """
    A sentence has a capital at the start, a full stop at the end, and no other sentence in between.
    """
    assert expected is is_sentence(text)


@pytest.mark.parametrize("path", [*SOURCES, *SOLUTIONS], ids=label)
def test_sources_are_plain(path: Path) -> None:
    """
    Kit and solutions are ASCII with LF line ends, and contain no path of one particular machine.
    """
    content = path.read_bytes()

    assert content.isascii()
    assert b"\r" not in content
    assert not MACHINE_PATH.search(content.decode())


@pytest.mark.parametrize("path", SOLUTIONS, ids=label)
def test_exercises_are_plain(path: Path) -> None:
    """
    What a learner gets is ASCII, too, because old consoles show nothing else.
    """
    assert exercise_text(path).isascii()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('open("/home/ada/x")', True),
        ('open("/tmp/x")', True),
        ('open("C:\\\\x")', True),
        ("exercises/tmp/x", False),
        ("https://example.org/home/x", False),
    ],
)
def test_machine_paths_are_recognised(text: str, expected: bool) -> None:
    """
    An absolute path of one machine is found; a relative path or a web address is not.
    """
    assert expected is bool(MACHINE_PATH.search(text))


@pytest.mark.parametrize("path", SOURCES, ids=label)
def test_no_function_is_long(path: Path) -> None:
    """
    A function has at most forty lines, its docstring not counted.
    """
    functions = (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if is_function(n))

    assert [] == [one.name for one in functions if lines_of(one) > LONGEST]


def is_function(node: ast.AST) -> TypeGuard[ast.FunctionDef]:
    return isinstance(node, ast.FunctionDef)


def lines_of(function: ast.FunctionDef) -> int:
    first = function.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    told = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - told
