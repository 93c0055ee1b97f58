"""
Purity: whether running a function can leave something behind for another one.

The answer errs on the side of no: a wrong "no" costs a second, a wrong "yes" a wrong verdict.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

LIBRARIES = {
    "__future__",
    "cmath",
    "collections",
    "copy",
    "dataclasses",
    "decimal",
    "fractions",
    "functools",
    "itertools",
    "math",
    "matplotlib",
    "numpy",
    "operator",
    "random",
    "scipy",
    "statistics",
    "sympy",
    "time",
    "typing",
}
"""Modules whose functions leave nothing behind, apart from those in MEDDLING."""

MEDDLING = {
    "cache_clear",
    "clear_cache",
    "compile",
    "delattr",
    "errprint",
    "eval",
    "exec",
    "filterwarnings",
    "globals",
    "init_printing",
    "locals",
    "simplefilter",
    "vars",
}
"""Names that reach beyond a function; so does each that begins with `set` or with `__`."""

FILES = {"open", "load", "loadtxt", "genfromtxt", "fromfile", "imread", "memmap"}
MAKERS = {"Symbol", "symbols", "Integer", "Rational", "Float"}
"""What makes objects that never change."""


def is_pure(function: ast.FunctionDef) -> bool:
    """Whether a function only computes, and making it runs no code of the learner's."""
    defaults = [*function.args.defaults, *filter(None, function.args.kw_defaults)]
    if function.decorator_list or not all(map(is_constant, defaults)):
        return False
    local = set(_local_names(function))
    return not any(_reaches_out(node, local) for node in ast.walk(function))


def is_constant(node: ast.expr | None) -> bool:
    """Whether an expression gives something that cannot be changed afterwards."""
    match node:
        case None | ast.Constant():
            return True
        case ast.Tuple(elts=parts):
            return all(map(is_constant, parts))
        case ast.UnaryOp(operand=part):
            return is_constant(part)
        case ast.BinOp(left=left, right=right):
            return is_constant(left) and is_constant(right)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(value=ast.Name(), attr=name)):
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            return name in MAKERS and all(map(is_constant, given))
        case ast.Attribute(value=ast.Name(id="np" | "numpy" | "sp" | "sympy" | "math"), attr=name):
            return name in {"pi", "e", "E", "oo", "inf"}
    return False


def is_constant_assignment(node: ast.stmt) -> bool:
    """Whether a statement names constants: `x, y = sp.symbols("x y")`."""
    if isinstance(node, ast.Assign):
        names = [inner for target in node.targets for inner in _targets(target)]
        return all(isinstance(n, ast.Name) for n in names) and is_constant(node.value)
    return isinstance(node, ast.AnnAssign) and (
        isinstance(node.target, ast.Name) and is_constant(node.value)
    )


def stands_alone(tree: ast.AST) -> bool:
    """Whether code reads no other file, which may change on its own, and imports none."""
    nodes = list(ast.walk(tree))
    modules = {name for node in nodes for name in _modules(node)}
    return modules <= LIBRARIES | {"autograder"} and not any(
        name in FILES for node in nodes for name in _names(node)
    )


def _reaches_out(node: ast.AST, local: set[str]) -> bool:
    if isinstance(node, ast.Global | ast.ClassDef):
        return True
    return any(map(_meddles, _names(node))) or _changes(node, local)


def _meddles(name: str) -> bool:
    return name in MEDDLING or (name.startswith(("set", "__")) and name != "set")


def _changes(node: ast.AST, local: set[str]) -> bool:
    """Whether something is stored into an attribute, or into what is no local name."""
    if isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        return False
    if isinstance(node, ast.Attribute):
        return True
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return not isinstance(node, ast.Name | ast.Tuple | ast.List | ast.Starred) or (
        isinstance(node, ast.Name) and node.id not in local
    )


def _local_names(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]


def _names(node: ast.AST) -> Iterator[str]:
    """The name that a node looks up, if any."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.alias):
        yield node.name


def _modules(node: ast.AST) -> Iterator[str]:
    """The top-level names of the modules that a node imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield "." if node.level else (node.module or "").partition(".")[0]


def _targets(target: ast.expr) -> Iterator[ast.expr]:
    if isinstance(target, ast.Tuple | ast.List):
        for part in target.elts:
            yield from _targets(part)
    else:
        yield target
