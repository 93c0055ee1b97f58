"""The mistakes of task 2.1, `add_bias(X)`. A case is the answer of one call; its X is (m, 1)."""

from collections.abc import Callable

import numpy as np

from autograder.judges.arrays import Array, changed
from autograder.mistakes.arrays.returned import numbers_read, wrong_kinds
from autograder.mistakes.catalogue import Recognised, Recogniser, catalogue_of

Law = Callable[[Array, Array], Recognised]


def table_reads(law: Law) -> Recogniser:
    """Recognise a numeric table by a law on X (m, 1) and the table, whatever its shape."""
    return lambda answer: numbers_read(lambda table: law(answer.asked[0], table))(answer)


def two_columns(law: Law) -> Recogniser:
    """The same for a table of the shape that is asked, (m, 2)."""
    return table_reads(lambda X, table: table.shape == (len(X), 2) and law(X, table))


def equals(*makes: Callable[[Array], Array]) -> Recogniser:
    """Recognise a table that is exactly what one of these makes of X."""
    return table_reads(lambda X, table: any(np.array_equal(table, make(X)) for make in makes))


def same_values(one: Array, other: Array) -> bool:
    """The same numbers, each as often, in any order."""
    return np.array_equal(np.sort(one, axis=None), np.sort(other, axis=None))


def more_columns(X: Array, table: Array) -> Recognised:
    if table.ndim != 2 or len(table) != len(X) or table.shape[1] < 3:
        return None
    return {"columns": table.shape[1]}


def ones_again(X: Array, table: Array) -> Recognised:
    found = more_columns(X, table)
    return found if found and (table == 1).all(axis=0).sum() > 1 else None


def first_column_is_not_ones(_: Array, table: Array) -> Recognised:
    constant = np.unique(table[:, 0])
    return {"number": f"{constant[0]:g}"} if len(constant) == 1 and constant[0] != 1 else None


def cast_to_integers(X: Array, table: Array) -> Recognised:
    """The values lost their fractions."""
    column, x = table[:, 1], X.ravel()
    lost = np.flatnonzero(column != x)
    if not lost.size or not np.array_equal(column, np.trunc(x)):
        return None
    return {"before": f"{x[lost[0]]:.3g}", "after": f"{column[lost[0]]:g}"}


def second_column_differs(X: Array, table: Array) -> Recognised:
    """Which entry of X arrived as another number."""
    lost = np.flatnonzero(table[:, 1] != X.ravel())
    if not lost.size:
        return None
    k = int(lost[0])
    return {"row": k, "before": f"{X[k, 0]:.6g}", "after": f"{table[k, 1]:.6g}"}


def rows_of_other_data(X: Array, table: Array) -> Recognised:
    """A two-column table with another number of rows than X."""
    if table.ndim != 2 or table.shape[1] != 2 or len(table) in {1, 2, len(X)}:
        return None
    return {"rows": len(table), "m": len(X)}


BIAS = (
    *catalogue_of(
        "x_changed: Your call changes X, which belongs to the caller. Find the line that does it, and let it make a new array.",
        x_changed=lambda answer: bool(changed(answer)),
    ),
    *wrong_kinds("the table"),
    *catalogue_of(
        """
        ones_behind: The ones come after X. Does the lesson write a row as (1, x) or as (x, 1)? Put your columns in that order.
        unchanged: X came back as it was, with one column. Put a column for the bias in front of it, and return the new table.
        ones_alone: Only ones came back. Put X beside them, and return both as one table.
        transposed: The table lies on its side, shape {shape}.
            | The table lies on its side. | Build it so that each example is one row.
        stacked_below: Ones and X share one column, one above the other. Which function, or which axis, joins them side by side?
        flattened: A flat array came back, with one dimension only. Print the shape after each step: which step flattens it?
        extra_row: Your table has one more row than X. It needs a new column: along which axis does it grow?
        squeezed: With a single row your table becomes flat. One row is still a table: which step of yours drops an axis of length 1?
        added: The ones were added to X. They belong beside it: which NumPy function joins columns?
        multiplied: Both columns hold X, and no column holds ones. Which of the two should hold the ones?
        zeros: The first column holds 0. Which number times the bias leaves the bias as it is?
        not_ones: The first column holds {number} in every row.
            | The first column holds the same wrong number in every row. | Which number times the bias leaves the bias as it is?
        column_varies: The first column is not the same number in every row. Print it beside X: is X still intact behind it? And which number times the bias leaves the bias as it is?
        integers: {before} became {after}: its fraction is lost.
            | The fractions of X are lost. | Which step of yours makes whole numbers?
        other_rows: The values of X are beside the ones, but in another order. Each x belongs in its own row, beside its own y: which step moves them?
        x_altered: In row {row} X holds {before}, but your table {after}.
            | In one row your table holds another number than X. | The table should hold X as it is: which operation changes it?
        twice: Your table has {columns} columns, but one of ones and one of x are enough.
            | Your table has more than two columns: one of ones and one of x are enough. | Print its first row: which numbers are too many?
        extra_columns: Your table has {columns} columns: one of ones and one of x are asked.
            | Your table has more than two columns: one of ones and one of x are asked. | Print its first row: what is in the others?
        global_data: Your table has {rows} rows, but the X of this call has {m}.
            | Your table has another number of rows than the X of this call. | Build it from all rows of the X you are given.
        shape: An array of shape {shape} came back for X of shape ({m}, 1).
            | The table has the wrong shape. | It needs one row per example and two columns. Print the shape after each step: which one is unexpected?
        else no_table: This is not a table of numbers. Print what your function returns: it should have one row per example, and two columns.
        """,
        ones_behind=equals(lambda X: np.hstack([X, np.ones_like(X)])),
        unchanged=equals(lambda X: X),
        ones_alone=table_reads(
            lambda X, table: bool(table.size and (table == 1).all() and (X != 1).any())
        ),
        transposed=table_reads(
            lambda X, table: table.shape == (2, len(X)) != (len(X), 2) and {"shape": table.shape}
        ),
        stacked_below=table_reads(
            lambda X, table: (
                table.shape == (2 * len(X), 1) and same_values(table, np.append(X, np.ones(len(X))))
            )
        ),
        flattened=table_reads(
            lambda X, table: (
                table.ndim == 1 and len(X) > 1 and table.size in {len(X) + 1, 2 * len(X)}
            )
        ),
        extra_row=table_reads(lambda X, table: table.shape == (len(X) + 1, 1) and len(X) > 1),
        squeezed=table_reads(lambda X, table: len(X) == 1 and table.ndim < 2),
        added=equals(lambda X: X + 1, lambda X: np.hstack([X + 1, X + 1])),
        multiplied=equals(lambda X: np.hstack([X, X])),
        zeros=two_columns(lambda _, table: not table[:, 0].any()),
        not_ones=two_columns(first_column_is_not_ones),
        column_varies=two_columns(lambda _, table: len(np.unique(table[:, 0])) > 1),
        integers=two_columns(cast_to_integers),
        other_rows=two_columns(lambda X, table: same_values(table[:, 1], X)),
        x_altered=two_columns(second_column_differs),
        twice=table_reads(ones_again),
        extra_columns=table_reads(more_columns),
        global_data=table_reads(rows_of_other_data),
        shape=lambda answer: (
            type(answer.value) is np.ndarray
            and {"shape": answer.value.shape, "m": len(answer.asked[0])}
        ),
    ),
)
