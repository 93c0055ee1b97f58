"""Exceptions over symbolic expressions, from SymPy, NumPy and math, translated."""

from autograder.mistakes.catalogue import catalogue_of
from autograder.mistakes.python.general import crashed

NO_NUMBER = "Cannot convert expression to float"
UFUNC = (
    r"loop of ufunc does not support argument 0 of type \w+ "
    r"which has no callable (?P<name>\w+) method"
)
BAD_LIMITS = r"Invalid limits given|^Basic\.__new__\(\) got an unexpected keyword"

CRASHES = catalogue_of(
    """
    math_exp: The functions of Python's math need numbers, and x is a symbol. Use SymPy's own: sp.exp, sp.sqrt, sp.log.
    float_of_expression: float() needs a number, but a symbol is still in this expression. Leave float() out: the exact value is asked for.
    symbols_to_int: Python's int() needs a number, but a symbol is still in this expression. Leave int() out: the exact value is asked for.
    text_read_again: Turning f into text and back makes beta a function, and no symbol stays positive. Work with the f you were given.
    infinite_step: A bound may be infinite, so you cannot step through the range. SymPy integrates over it as a whole: it takes sp.oo as a bound.
    number_wanted: This line needs a number, but a symbol is still in the expression. Drop what turns it into a number, or use SymPy's own function for it.
    numbers_only: The function in this line is NumPy's, or was made by lambdify, and takes numbers alone. For symbols and sp.oo use SymPy's own functions, subs and sp.limit.
    numpy_exp: np.{name} works on numbers. For a symbol, SymPy has its own functions: sp.exp, sp.sqrt, sp.log.
        | Functions of NumPy work on numbers. For a symbol, SymPy has its own functions: sp.exp, sp.sqrt, sp.log.
    limits_apart: SymPy took your bounds for more variables. Put the variable and both bounds into one tuple.
    limits_form: sp.integrate cannot read what it was given here. The expression comes first; then one tuple holds the variable, still a symbol, and both bounds.
    text_added: This line combines text and an expression. Leave out the quotes: use numbers and symbols; sp.Symbol makes a symbol from a name.
    caret: In Python, ^ is not a power. Write ** in its place.
    infinity_in_equation: SymPy cannot solve an equation with infinity in it. Print its parts before this line: which one is infinite, and what does the task ask for then?
    sympy_gave_up: SymPy has no method for this and gives up. Print what you pass on in this line: is it what the task asks for?
    ampersand: Write `and` between two conditions: & takes what is right beside it first.
    prefix_missing: Python does not know the name {=name}. SymPy's names need sp. in front, as in sp.E, sp.oo, sp.exp.
    sympy_name: There is no sp.{=name}. SymPy writes infinity as sp.oo, and Euler's number as sp.E.
    expression_called: You called an expression like a function. Leave the brackets out, or put a value in for x with .subs(x, value); a product needs a *.
    which_variable: There are several symbols in this expression. Tell SymPy which of them is the variable.
    function_passed: You passed a Python function to SymPy. Pass the expression itself.
    undecided_comparison: Python needs a yes or no here, but this comparison still holds a symbol. Ask SymPy instead: for which values is it true?
    nan_compared: This line compares nan, which is not a number. Infinity was probably put in like one: use sp.limit, or ask SymPy about the whole range.
    int_called: Python's int() cuts the decimals off a number; it does not integrate. The lesson's first example shows what does.
    strips_added: That function adds up strips between numbers. SymPy integrates the expression itself, and exactly.
    complex_compared: A complex number is neither larger nor smaller than another. Print the solutions that you compare: which of them are real?
    polynomial_only: This line works for polynomials only, and the function here is not one. Which other functions does the task allow, and what works for all of them?
    infinite_integer: Both int() and range() need a finite whole number, and infinity came. Print what you turn into a whole number there: does the task need one?
    list_for_value: That line has a list where one of its elements is meant. sp.solve gives a list of all solutions, even if there is only one: which element do you want?
    range_of_integers: A range() needs whole numbers, and a bound may be infinity or a fraction. What works for every x at once, not one after the other?
    quad_needs_function: quad needs a function of numbers, and it gives decimals. Let SymPy integrate the expression itself: that is exact.
    mpmath_number: The module mpmath works on decimals only, not on symbols or sp.oo. SymPy's own functions take both, and they are exact.
    """,
    math_exp=crashed(NO_NUMBER, kind="TypeError", source=r"\bmath\.\w+\("),
    float_of_expression=crashed(NO_NUMBER, kind="TypeError", source=r"\bfloat\("),
    symbols_to_int=crashed("Cannot convert symbols to int", kind="TypeError"),
    text_read_again=crashed(source=r"\b(sympify|parse_expr)\(\s*str\("),
    infinite_step=crashed(r"invalid input: -?oo", kind="TypeError"),
    number_wanted=crashed(NO_NUMBER, kind="TypeError"),
    numbers_only=crashed(UFUNC, kind="TypeError", source=r"^(?!.*\bn(um)?py?\.)."),
    numpy_exp=crashed(UFUNC, kind="TypeError"),
    limits_apart=crashed(r"Invalid limits given: \([a-zA-Z_]\w*, [^()]*\)$", source="^$|ntegra"),
    limits_form=crashed(BAD_LIMITS, source="^$|ntegra"),
    text_added=crashed(
        r"unsupported operand type\(s\) for .*'str'|can only concatenate str", kind="TypeError"
    ),
    caret=crashed(r"unsupported operand type\(s\) for \^", kind="TypeError"),
    infinity_in_equation=crashed(r"solve equation .*\boo\b", kind="NotImplementedError"),
    sympy_gave_up=crashed(kind="NotImplementedError"),
    ampersand=crashed(r"unsupported operand type\(s\) for &", kind="TypeError"),
    prefix_missing=crashed(
        r"name '(?P<name>e|E|oo|inf|infinity|exp|pi|log|sqrt|integrate|limit|Integral"
        r"|simplify|solveset|diff|Symbol|symbols|Interval|Rational|sin|cos)' is not defined",
        kind="NameError",
    ),
    sympy_name=crashed(
        r"module 'sympy' has no attribute '(?P<name>inf|Inf|infinity|Infinity|infty|e)'",
        kind="AttributeError",
    ),
    expression_called=crashed(
        r"'(exp|log|sin|cos|atan|Mul|Add|Pow|Zero|One|Integer|Rational|Half|Symbol|Piecewise)'"
        " object is not callable",
        kind="TypeError",
    ),
    which_variable=crashed(r"(?i)specify (dummy variables|the variables?)", kind="ValueError"),
    function_passed=crashed(
        r"(?i)cannot sympify object of type <class 'function'>|SympifyError: <function",
        kind="SympifyError|TypeError",
    ),
    undecided_comparison=crashed("cannot determine truth value of Relational", kind="TypeError"),
    nan_compared=crashed("Invalid NaN comparison", kind="TypeError"),
    int_called=crashed(kind="TypeError", source=r"\bint\(\w+, *\w"),
    strips_added=crashed(source=r"\b(np|numpy|integrate)\.(trap\w+|simpson)\("),
    complex_compared=crashed("Invalid comparison of (non-real|complex)", kind="TypeError"),
    polynomial_only=crashed(kind="PolynomialError|GeneratorsNeeded"),
    infinite_integer=crashed(r"Cannot convert -?oo to int"),
    list_for_value=crashed(
        r"multiply sequence by non-int|only concatenate list|unsupported operand .*'list'"
    ),
    range_of_integers=crashed("cannot be interpreted as an integer", source=r"\brange\("),
    quad_needs_function=crashed("invalid callable given", kind="ValueError"),
    mpmath_number=crashed("cannot create mpf from", kind="TypeError"),
)
