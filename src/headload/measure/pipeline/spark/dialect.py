"""Where Ibis 12 speaks Spark's SQL wrongly, put right.

Each of these gives another answer than on DuckDB, without an error: text loses
letters, codes become "1", infinity is finite. `tests/engines` holds both engines
against each other, word by word.
"""

import re
from typing import Any

import ibis.common.exceptions as ibis_errors
import ibis.expr.datatypes as types
import ibis.expr.operations as ops
import sqlglot.expressions as sql
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from ibis.backends.sql.dialects import PySpark

# of the escapes that sqlglot writes, Spark reads these; \v and \f are "v" and "f"
READ_BY_SPARK = frozenset("\b\n\r\t\\")
# numbers that DuckDB writes without an exponent, and a type with all their digits
SMALLEST, LARGEST = 1e-4, 1e15
WRITTEN_OUT = types.Decimal(38, 22)


class Spark(PySpark):  # type: ignore[misc]  # ibis ships no types
    """Spark's SQL, with control characters in text as they are."""


Spark.ESCAPED_SEQUENCES = {
    character: written
    for character, written in PySpark.ESCAPED_SEQUENCES.items()
    if character in READ_BY_SPARK
}


class SparkCompiler(PySparkCompiler):  # type: ignore[misc]  # ibis ships no types
    """From Ibis expressions to Spark's SQL."""

    dialect = Spark

    def visit_Cast(self, op: Any, *, arg: Any, to: Any) -> Any:
        """Write a number out where Spark would write ``1.0E7``."""
        plain = super().visit_Cast(op, arg=arg, to=to)
        if not (op.arg.dtype.is_floating() and to.is_string()):
            return plain
        digits = self.cast(self.cast(arg, WRITTEN_OUT), to)
        written = self.f.regexp_replace(digits, r"(\.[0-9]+?)0+$", "$1")
        size = self.f.abs(arg)
        return self.if_((size >= SMALLEST) & (size < LARGEST), written, plain)

    def visit_IsNull(self, op: Any, *, arg: Any) -> Any:
        """Ask for null alone: NaN is a number, as on DuckDB."""
        return arg.is_(sql.Null())

    def visit_NotNull(self, op: Any, *, arg: Any) -> Any:
        """Ask for null alone: NaN is a number, as on DuckDB."""
        return arg.is_(sql.Not(this=sql.Null()))

    def visit_IsNan(self, op: Any, *, arg: Any) -> Any:
        """Leave open whether null is NaN; Spark says that it is not."""
        return self.if_(arg.is_(sql.Null()), sql.Null(), self.f.isnan(arg))

    def visit_IsInf(self, op: Any, *, arg: Any) -> Any:
        """Compare with infinity in Spark; Ibis does so in Python: never true."""
        return self.f.abs(arg).eq(self.POS_INF)

    def visit_RegexReplace(
        self, op: Any, *, arg: Any, pattern: Any, replacement: Any
    ) -> Any:
        r"""Write groups as Java does: ``$1`` where Ibis says ``\1``."""
        if not isinstance(op.replacement, ops.Literal):
            raise ibis_errors.UnsupportedOperationError("replacement by a column")
        return self.f.regexp_replace(arg, pattern, java(op.replacement.value))

    def visit_Median(self, op: Any, *, arg: Any, where: Any) -> Any:
        """Leave records out of a median; Ibis leaves out the half as well."""
        known = arg if where is None else self.if_(where, arg, sql.Null())
        return self.f.percentile(known, sql.Literal.number("0.5"))

    def visit_ArrayCollect(self, op: Any, *, arg: Any, **kwargs: Any) -> Any:
        """Collect distinct values as a set: else Spark copies a row a column."""
        if op.distinct and op.where is None and not op.order_by:
            return self.f.collect_set(arg)
        return super().visit_ArrayCollect(op, arg=arg, **kwargs)

    def visit_WindowFunction(
        self, op: Any, *, func: Any, group_by: Any, order_by: Any, **kwargs: Any
    ) -> Any:
        """Keep the order of the file for row numbers; Ibis leaves it open."""
        if isinstance(op.func, ops.RowNumber) and not order_by:
            order_by = [self.f.monotonically_increasing_id()]
        return super().visit_WindowFunction(
            op, func=func, group_by=group_by, order_by=order_by, **kwargs
        )


def java(replacement: str) -> str:
    r"""Return a replacement as Java reads it.

    Examples
    --------
    >>> java(r"\1 for 5$")
    '$1 for 5\\$'
    """
    return re.sub(
        r"\\(\d)|\$", lambda found: f"${found[1]}" if found[1] else r"\$", replacement
    )
