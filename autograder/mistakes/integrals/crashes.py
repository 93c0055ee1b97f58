"""Exceptions of SymPy, NumPy and math that exercise 1 knows, translated."""

from __future__ import annotations

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.python.general import crashed

CRASHES = (
    Mistake(
        "math_exp",
        "Functions of math want numbers, not symbols. SymPy has its own: sp.exp, sp.sqrt, sp.log.",
        crashed("Cannot convert expression to float", kind="TypeError", source=r"\bmath\.\w+\("),
    ),
    Mistake(
        "float_of_expression",
        "float() wants a number, and there is still a symbol in the expression. "
        "Is float() needed at all?",
        crashed("Cannot convert expression to float", kind="TypeError", source=r"\bfloat\("),
    ),
    Mistake(
        "number_wanted",
        "A step of this line wants a number, and there is still a symbol in the expression. "
        "Which function of SymPy works with symbols instead?",
        crashed("Cannot convert expression to float", kind="TypeError"),
    ),
    Mistake(
        "numpy_exp",
        "np.{name} works on arrays of numbers. For a symbol SymPy has its own functions: "
        "sp.exp, sp.sqrt, sp.log.",
        crashed(
            r"loop of ufunc does not support argument 0 of type \w+ "
            r"which has no callable (?P<name>\w+) method",
            kind="TypeError",
        ),
        without="Functions of NumPy work on arrays of numbers; for a symbol use SymPy's own: "
        "sp.exp, sp.sqrt, sp.log.",
    ),
    Mistake(
        "limits_form",
        "sp.integrate cannot read your variable or your bounds. The expression comes first, then "
        "x; or, with bounds, one tuple that holds x and both of them.",
        crashed("Invalid limits given", kind="ValueError"),
    ),
    Mistake(
        "caret",
        "In Python a power is **, not ^.",
        crashed(r"unsupported operand type\(s\) for \^", kind="TypeError"),
    ),
    Mistake(
        "prefix_missing",
        "Python does not know the name {name}. Write it with the prefix: sp.E, sp.oo, sp.exp.",
        crashed(
            r"name '(?P<name>e|E|oo|inf|infinity|exp|pi|log|sqrt|integrate|limit|Integral"
            r"|simplify|solveset|diff|Symbol|symbols|Interval|Rational|sin|cos)' is not defined",
            kind="NameError",
        ),
        words=("name",),
    ),
    Mistake(
        "sympy_name",
        "sp.{name} does not exist: SymPy calls infinity sp.oo, and Euler's number sp.E.",
        crashed(
            r"module 'sympy' has no attribute '(?P<name>inf|Inf|infinity|Infinity|infty|e)'",
            kind="AttributeError",
        ),
        words=("name",),
    ),
    Mistake(
        "expression_called",
        "You called an expression as if it were a function. "
        "To put a value in for x, use .subs(x, value).",
        crashed(
            r"'(exp|log|sin|cos|atan|Mul|Add|Pow|Zero|One|Integer|Rational|Half|Symbol|Piecewise)'"
            " object is not callable",
            kind="TypeError",
        ),
    ),
    Mistake(
        "which_variable",
        "Several symbols are in the expression: say which one to integrate over.",
        crashed(r"(?i)specify (dummy variables|the variables?)", kind="ValueError"),
    ),
    Mistake(
        "function_passed",
        "Pass the expression, not a Python function.",
        crashed(
            r"(?i)cannot sympify object of type <class 'function'>"
            r"|SympifyError: <function",
            kind="SympifyError|TypeError",
        ),
    ),
    Mistake(
        "undecided_comparison",
        "Python needs a yes or a no here, but this comparison still holds a symbol. "
        "Ask SymPy instead: for which values is it true?",
        crashed("cannot determine truth value of Relational", kind="TypeError"),
    ),
    Mistake(
        "quad_needs_function",
        "quad needs a number function: sp.lambdify(x, f). And it gives decimals: "
        "which function of SymPy is exact?",
        crashed("invalid callable given", kind="ValueError"),
    ),
)
