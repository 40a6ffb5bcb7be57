"""Arrow types of the inputs of rules, for tables made by tests."""

import pyarrow as pa

from headload.measure.derive.plan import Source
from headload.standards import Variable
from headload.standards.variable import YES_NO
from headload.terms import HarmonisedVariable

_NUMERIC = {"integer": pa.int64(), "number": pa.float64()}


def arrow_type(source: Source) -> pa.DataType:
    """Return the type of the column or constant that gives an input."""
    if isinstance(source, Variable):
        return pa.bool_() if source.kind == YES_NO else pa.string()
    if isinstance(source, HarmonisedVariable):
        return _NUMERIC.get(source.kind, pa.string())
    return pa.int64() if isinstance(source.allowed[0], int) else pa.string()
